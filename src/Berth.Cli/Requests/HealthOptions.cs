using Berth.Docker;

namespace Berth.Cli;

/// <summary>The health check from the <c>--health-…</c> options.</summary>
internal static class HealthOptions
{
    /// <summary>The check, <c>NONE</c> to switch the image's off, or null for no options.</summary>
    /// <exception cref="UsageException">A number is negative, or options exclude each other.</exception>
    public static HealthConfig? Read(ParsedArguments arguments)
    {
        var command = arguments.TextOrNull("health-cmd"u8);
        var check = new HealthConfig
        {
            Test = command is { Length: > 0 } ? ["CMD-SHELL", command] : null,
            Interval = Time(arguments, "health-interval"u8, "--health-interval"),
            Timeout = Time(arguments, "health-timeout"u8, "--health-timeout"),
            StartPeriod = Time(arguments, "health-start-period"u8, "--health-start-period"),
            StartInterval = Time(arguments, "health-start-interval"u8, "--health-start-interval"),
            Retries = (int)arguments.Number("health-retries"u8),
        };
        if (check.Retries < 0)
            throw new UsageException("--health-retries cannot be negative") { ShowUsage = false };
        var given = check.Test is not null || check.Interval != 0 || check.Timeout != 0 || check.StartPeriod != 0 || check.StartInterval != 0 || check.Retries != 0;
        if (!arguments.Bool("no-healthcheck"u8))
            return given ? check : null;
        return given ? throw new UsageException("--no-healthcheck conflicts with --health-* options") { ShowUsage = false } : new HealthConfig { Test = ["NONE"] };
    }

    private static long Time(ParsedArguments arguments, ReadOnlySpan<byte> option, string name) => arguments.Duration(option) switch
    {
        null => 0,
        < 0 => throw new UsageException($"{name} cannot be negative") { ShowUsage = false },
        var nanoseconds => nanoseconds.Value,
    };
}

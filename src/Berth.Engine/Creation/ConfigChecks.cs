namespace Berth.Engine;

/// <summary>Checks of what a container runs.</summary>
internal static class ConfigChecks
{
    private const long Millisecond = 1_000_000;

    /// <summary>The working folder is absolute.</summary>
    public static string? WorkingFolder(CreateCheck check) =>
        check.Config.WorkingDir is { Length: > 0 } folder && !folder.StartsWith('/')
            ? $"the working directory '{folder}' is invalid, it needs to be an absolute path"
            : null;

    /// <summary>Each variable has a name.</summary>
    public static string? Environment(CreateCheck check)
    {
        foreach (string variable in check.Config.Env ?? [])
        {
            if (variable.Length == 0 || variable[0] == '=')
            {
                return $"invalid environment variable: {variable}";
            }
        }

        return null;
    }

    /// <summary>The stop signal is one.</summary>
    public static string? StopSignal(CreateCheck check) =>
        check.Config.StopSignal is { Length: > 0 } signal && !SignalNames.TryParse(signal, out _) ? $"invalid signal: {signal}" : null;

    /// <summary>The health check's times are none or at least a millisecond.</summary>
    public static string? Health(CreateCheck check)
    {
        if (check.Config.Healthcheck is not { } health)
        {
            return null;
        }

        (string Name, long Value)[] times =
        [
            ("Interval", health.Interval), ("Timeout", health.Timeout), ("StartPeriod", health.StartPeriod), ("StartInterval", health.StartInterval),
        ];
        foreach (var (name, value) in times)
        {
            if (value != 0 && value < Millisecond)
            {
                return $"{name} in Healthcheck cannot be less than 1ms";
            }
        }

        if (health.Retries < 0)
        {
            return "Retries in Healthcheck cannot be negative";
        }

        return health.Test is [var form, ..] && form is not ("NONE" or "CMD" or "CMD-SHELL")
            ? $"Unknown type '{form}' in Healthcheck (try 'CMD')"
            : null;
    }
}

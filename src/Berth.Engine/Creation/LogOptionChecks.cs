using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Log drivers and their options.</summary>
internal static class LogOptionChecks
{
    private static readonly string[] FileOptions =
    [
        "max-file", "max-size", "compress", "labels", "labels-regex", "env", "env-regex", "tag", "mode", "max-buffer-size",
    ];

    private static readonly string[] LocalOptions = ["max-file", "max-size", "compress", "mode", "max-buffer-size"];

    /// <summary>The driver and its options are known.</summary>
    public static string? Check(CreateCheck check) => Check(check.Host.LogConfig);

    /// <summary>A driver and its options are known.</summary>
    public static string? Check(LogConfig log)
    {
        string[]? known = log.Type switch
        {
            "json-file" => FileOptions,
            "local" => LocalOptions,
            "none" => [],
            _ => null,
        };
        if (known is null)
        {
            return $"error looking up logging plugin {log.Type}: plugin \"{log.Type}\" not found";
        }

        foreach (var (name, value) in log.Config ?? new Dictionary<string, string>())
        {
            if (!known.Contains(name))
            {
                // Options of the driver none are ignored, as Docker does.
                if (log.Type == "none")
                {
                    continue;
                }

                return $"unknown log opt '{name}' for {log.Type} log driver";
            }

            if (CheckValue(name, value) is { } sentence)
            {
                return sentence;
            }
        }

        return null;
    }

    private static string? CheckValue(string name, string value) => name switch
    {
        "max-size" when value != "-1" && !ByteSize.TryParse(value, out _) => $"invalid size: '{value}'",
        "max-file" when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int files) || files < 1 =>
            $"strconv.Atoi: parsing \"{value}\": invalid syntax",
        "compress" when !bool.TryParse(value, out _) => $"strconv.ParseBool: parsing \"{value}\": invalid syntax",
        "mode" when value is not ("blocking" or "non-blocking" or "") => $"logger: logging mode not supported: {value}",
        _ => null,
    };
}

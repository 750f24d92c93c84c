using System.Text.Json;

namespace Berth.Engine;

/// <summary>The parts of <c>SecurityOpt</c>.</summary>
internal sealed record SecurityOptions
{
    /// <summary><c>default</c>, <c>unconfined</c>, or the JSON of a profile.</summary>
    public string Seccomp { get; init; } = "default";

    /// <summary>No privileges are gained by executing.</summary>
    public bool NoNewPrivileges { get; init; }

    /// <summary>Reads options as <c>--security-opt</c> gives them.</summary>
    /// <param name="options">Words and <c>key=value</c> pairs; a colon does for the equals sign.</param>
    /// <param name="sentence">Why they can't be, when the result is null.</param>
    public static SecurityOptions? TryParse(IReadOnlyList<string>? options, out string? sentence)
    {
        var result = new SecurityOptions();
        sentence = null;
        foreach (string option in options ?? [])
        {
            // Docker parts at the first equals sign, or else at the first colon.
            int at = option.IndexOf('=', StringComparison.Ordinal);
            at = at < 0 ? option.IndexOf(':', StringComparison.Ordinal) : at;
            var (key, value) = at < 0 ? (option, "") : (option[..at], option[(at + 1)..]);
            switch (key)
            {
                case "no-new-privileges" when at < 0 || value is "true" or "false":
                    result = result with { NoNewPrivileges = value != "false" };
                    break;
                case "seccomp" when at > 0:
                    if (!IsProfile(value))
                    {
                        sentence = $"Decoding seccomp profile failed: {Describe(value)}";
                        return null;
                    }

                    result = result with { Seccomp = value == "builtin" ? "default" : value };
                    break;
                case "label" or "apparmor" when at > 0:
                    // Neither security module confines this engine's containers; what switches them off or chooses a profile changes nothing.
                    break;
                default:
                    sentence = at < 0 ? $"invalid --security-opt 1: \"{option}\"" : $"invalid --security-opt 2: \"{option}\"";
                    return null;
            }
        }

        return result;
    }

    private static bool IsProfile(string value)
    {
        if (value is "unconfined" or "builtin" or "default")
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(value);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Describe(string value) => value.Length == 0
        ? "unexpected end of JSON input"
        : $"invalid character '{value[0]}' looking for beginning of value";
}

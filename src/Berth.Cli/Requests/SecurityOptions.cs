using System.Text.Json;

namespace Berth.Cli;

/// <summary>Security options from <c>--security-opt</c>: a seccomp profile's file is read here, as the engine doesn't see the caller's files.</summary>
/// <param name="Options">What the engine gets; null for none.</param>
/// <param name="MaskedPaths">Empty to mask nothing, null for the engine's own list.</param>
/// <param name="ReadonlyPaths">Empty for no read-only paths, null for the engine's own list.</param>
internal sealed record SecurityOptions(IReadOnlyList<string>? Options, IReadOnlyList<string>? MaskedPaths, IReadOnlyList<string>? ReadonlyPaths)
{
    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">One has no value, or the profile can't be read or is no JSON.</exception>
    public static SecurityOptions Read(List<string> given, ICallerFiles files)
    {
        var options = new List<string>();
        var unconfined = false;
        foreach (var option in given)
        {
            if (option == "systempaths=unconfined")
            {
                unconfined = true;
                continue;
            }
            options.Add(One(option, files));
        }
        return new SecurityOptions(given.Count > 0 ? options : null, unconfined ? [] : null, unconfined ? [] : null);
    }

    private static string One(string option, ICallerFiles files)
    {
        var separator = option.Contains('=', StringComparison.Ordinal) ? '=' : ':';
        var at = option.IndexOf(separator, StringComparison.Ordinal);
        if (at < 0)
            return option == "no-new-privileges" ? option : throw Wrong($"Invalid --security-opt: {GoQuote.Double(option)}");
        if (option[..at] != "seccomp" || option[(at + 1)..] is "unconfined" or "builtin")
            return option;
        var path = option[(at + 1)..];
        try
        {
            using var profile = JsonDocument.Parse(files.Read(path));
            return "seccomp=" + TemplateFunctions.Json(profile.RootElement);
        }
        catch (UsageException e)
        {
            throw Wrong($"opening seccomp profile ({path}) failed: {e.Message}");
        }
        catch (JsonException e)
        {
            throw Wrong($"compacting json for seccomp profile ({path}) failed: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1} is not JSON");
        }
    }

    private static UsageException Wrong(string message) => new(message) { ShowUsage = false };
}

using System.Text.Json;

namespace Berth.Daemon;

/// <summary>Reads the engine's options: arguments as pflag takes them, and the configuration file's keys, which are dockerd's. Neither may say what the other says.</summary>
internal static class OptionReader
{
    /// <summary>Reads arguments and configuration.</summary>
    /// <param name="arguments">The arguments, with or without a first word <c>engine</c>.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="readFile">Reads a file; null where there is none.</param>
    /// <exception cref="OptionException">Something can't be.</exception>
    public static DaemonOptions Read(IReadOnlyList<string> arguments, Func<string, string?> environment, Func<string, byte[]?> readFile)
    {
        var given = Arguments(arguments);
        var options = Apply(Defaults(environment), given);
        string? named = options.Config ?? environment("BERTH_ENGINE_CONFIG");
        string path = named is { Length: > 0 } ? named : DaemonOptions.DefaultConfig;
        byte[]? json = readFile(path);
        if (json is null)
        {
            return named is { Length: > 0 } ? throw new OptionException($"configuration file {path}: no such file") : options;
        }

        var configured = File(path, json);
        string[] twice = [.. configured.Keys.Intersect(given.Keys).Select(option => option.Name)];
        if (twice.Length > 0)
        {
            throw new OptionException($"{path}: the following directives are specified both as a flag and in the configuration file: {string.Join(", ", twice)}");
        }

        return Apply(options, configured);
    }

    private static DaemonOptions Defaults(Func<string, string?> environment) => new()
    {
        Root = environment("BERTH_ROOT") is { Length: > 0 } root ? Path.GetFullPath(root) : new DaemonOptions().Root,
        Run = environment("BERTH_RUN") is { Length: > 0 } run ? Path.GetFullPath(run) : new DaemonOptions().Run,
    };

    private static DaemonOptions Apply(DaemonOptions options, Dictionary<Option, List<string>> values)
    {
        foreach (var (option, texts) in values)
        {
            options = option.Apply(options, texts);
        }

        return options;
    }

    private static Dictionary<Option, List<string>> Arguments(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<Option, List<string>>();
        var words = new Queue<string>(arguments is ["engine", ..] ? arguments.Skip(1) : arguments);
        while (words.TryDequeue(out string? word))
        {
            if (!word.StartsWith('-') || word is "-" or "--")
            {
                throw new OptionException($"unexpected argument \"{word}\"");
            }

            var (option, text) = Split(word);
            string value = text ?? (option.Value.Length == 0 ? "true" : words.TryDequeue(out string? next) ? next : throw new OptionException($"flag needs an argument: {word}"));
            Add(given, option, value);
        }

        return given;
    }

    // --name, --name=value, -Hvalue, -H value.
    private static (Option Option, string? Value) Split(string word)
    {
        if (word.StartsWith("-H", StringComparison.Ordinal))
        {
            return (Find("host", word), word.Length > 2 ? word[2..].TrimStart('=') : null);
        }

        if (word is "-h" or "-v")
        {
            return (Find(word == "-h" ? "help" : "version", word), null);
        }

        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = (equals < 0 ? word : word[..equals])[(word.StartsWith("--", StringComparison.Ordinal) ? 2 : 1)..];
        return (Find(word.StartsWith("--", StringComparison.Ordinal) ? name : "", word), equals < 0 ? null : word[(equals + 1)..]);
    }

    private static Option Find(string name, string word) => OptionTable.All.FirstOrDefault(option => option.Name == name)
        ?? throw new OptionException(word.StartsWith("--", StringComparison.Ordinal) ? $"unknown flag: {word.Split('=')[0]}" : $"unknown shorthand flag: '{word[1]}' in {word}");

    private static Dictionary<Option, List<string>> File(string path, byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new OptionException($"{path}: it is not an object");
            }

            var configured = new Dictionary<Option, List<string>>();
            var unknown = new List<string>();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (OptionTable.All.FirstOrDefault(option => option.Key == member.Name) is { } option)
                {
                    configured[option] = Values(path, member, option);
                }
                else
                {
                    unknown.Add(member.Name);
                }
            }

            return unknown.Count == 0
                ? configured
                : throw new OptionException($"{path}: the following directives don't match any configuration option: {string.Join(", ", unknown)}");
        }
        catch (JsonException e)
        {
            throw new OptionException($"{path}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}: {e.Message.Split(" Path:")[0].Split(" LineNumber:")[0]}");
        }
    }

    private static List<string> Values(string path, JsonProperty member, Option option)
    {
        var element = member.Value;
        List<string>? values = (element.ValueKind, option.IsList) switch
        {
            (JsonValueKind.String, false) => [element.GetString()!],
            (JsonValueKind.True or JsonValueKind.False, false) when option.Value.Length == 0 => [element.GetBoolean() ? "true" : "false"],
            (JsonValueKind.Array, true) when element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                [.. element.EnumerateArray().Select(item => item.GetString()!)],
            (JsonValueKind.Array, true) when element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object) =>
                [.. element.EnumerateArray().Select(Pairs)],
            (JsonValueKind.Object, true) => [.. element.EnumerateObject().Select(pair => $"{pair.Name}={pair.Value}")],
            _ => null,
        };
        return values ?? throw new OptionException($"{path}: {member.Name} has a value of the wrong kind");
    }

    // {"base": "10.0.0.0/8", "size": 24} is base=10.0.0.0/8,size=24.
    private static string Pairs(JsonElement element) => string.Join(',', element.EnumerateObject().Select(pair => $"{pair.Name}={pair.Value}"));

    private static void Add(Dictionary<Option, List<string>> given, Option option, string value)
    {
        if (!given.TryGetValue(option, out var values))
        {
            given[option] = values = [];
        }

        values.Add(value);
    }
}

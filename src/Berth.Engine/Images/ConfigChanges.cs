using System.Text;
using System.Text.Json;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Applies the Dockerfile instructions that <c>commit --change</c> and <c>import --change</c> take to a configuration.</summary>
internal static class ConfigChanges
{
    /// <summary>The configuration with the changes.</summary>
    /// <exception cref="DockerException">One isn't such an instruction.</exception>
    public static ContainerConfig Apply(ContainerConfig config, IReadOnlyList<string> changes)
    {
        foreach (string change in changes)
        {
            string line = change.Trim();
            int space = line.IndexOfAny([' ', '\t']);
            string name = (space < 0 ? line : line[..space]).ToUpperInvariant();
            string rest = space < 0 ? "" : line[(space + 1)..].Trim();
            config = ApplyOne(config, name, rest);
        }

        return config;
    }

    private static ContainerConfig ApplyOne(ContainerConfig config, string name, string rest) => name switch
    {
        "CMD" => config with { Cmd = Command(rest) },
        "ENTRYPOINT" => config with { Entrypoint = Command(rest) },
        "ENV" => config with { Env = ContainerEnvironment.Override(config.Env ?? [], [.. Pairs(name, rest).Select(pair => $"{pair.Key}={pair.Value}")]) },
        "LABEL" => config with { Labels = Merge(config.Labels, Pairs(name, rest)) },
        "EXPOSE" => config with { ExposedPorts = Add(config.ExposedPorts, [.. Words(rest).Select(Port)]) },
        "VOLUME" => config with { Volumes = Add(config.Volumes, rest.StartsWith('[') ? JsonList(rest) : Words(rest)) },
        "USER" when rest.Length > 0 => config with { User = rest },
        "WORKDIR" when rest.Length > 0 => config with
        {
            WorkingDir = MountParser.Clean(rest.StartsWith('/') ? rest : $"{config.WorkingDir}/{rest}"),
        },
        "STOPSIGNAL" => config with { StopSignal = Signal(rest) },
        "ONBUILD" => config with { OnBuild = [.. config.OnBuild ?? [], rest] },
        "HEALTHCHECK" => config with { Healthcheck = Health(rest) },
        _ => throw new DockerException(DockerErrorKind.InvalidParameter, $"{(name.Length > 0 ? name : "an empty text")} is not a valid change command"),
    };

    private static string[] Command(string rest) => rest.StartsWith('[') ? JsonList(rest) : ["/bin/sh", "-c", rest];

    private static string Port(string word) => ContainerPort.TryParse(word, out var port)
        ? port.ToString()
        : throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid containerPort: {word}");

    private static string Signal(string rest)
    {
        _ = SignalNames.Parse(rest);
        return rest;
    }

    private static HealthConfig Health(string rest)
    {
        if (rest.Equals("NONE", StringComparison.OrdinalIgnoreCase))
        {
            return new HealthConfig { Test = ["NONE"] };
        }

        string line = rest.StartsWith("CMD", StringComparison.OrdinalIgnoreCase)
            ? rest[3..].Trim()
            : throw new DockerException(DockerErrorKind.InvalidParameter, $"Unknown type in HEALTHCHECK: {rest}");
        return new HealthConfig { Test = line.StartsWith('[') ? ["CMD", .. JsonList(line)] : ["CMD-SHELL", line] };
    }

    private static string[] JsonList(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(item => item.GetString() ?? "")];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"not a list of texts: {text}", e);
        }
    }

    // "a=b c='d e'", or "a b c" where only the first word is the name.
    private static List<KeyValuePair<string, string>> Pairs(string name, string rest)
    {
        var words = Words(rest);
        if (words.Length == 0)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"{name} requires at least one argument");
        }

        if (!words[0].Contains('=', StringComparison.Ordinal))
        {
            int space = rest.IndexOfAny([' ', '\t']);
            return space < 0
                ? throw new DockerException(DockerErrorKind.InvalidParameter, $"{name} must have two arguments")
                : [new(rest[..space], rest[(space + 1)..].Trim())];
        }

        return
        [
            .. words.Select(word => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
                ? new KeyValuePair<string, string>(word[..equals], word[(equals + 1)..])
                : throw new DockerException(DockerErrorKind.InvalidParameter, $"Syntax error - can't find = in \"{word}\". Must be of the form: name=value")),
        ];
    }

    // Words apart by blanks, with quotes and backslashes as a Dockerfile has them.
    private static string[] Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
                inWord = true;
            }
            else if (c is '"' or '\'' && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
                inWord = true;
            }
            else if (c is ' ' or '\t' && quote == '\0')
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                }

                word.Clear();
                inWord = false;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return [.. words];
    }

    private static SortedDictionary<string, string> Merge(IReadOnlyDictionary<string, string>? labels, List<KeyValuePair<string, string>> more)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in (labels ?? new Dictionary<string, string>()).Concat(more))
        {
            merged[key] = value;
        }

        return merged;
    }

    private static SortedDictionary<string, EmptyObject> Add(IReadOnlyDictionary<string, EmptyObject>? names, string[] more)
    {
        var all = new SortedDictionary<string, EmptyObject>(StringComparer.Ordinal);
        foreach (string name in (names?.Keys ?? []).Concat(more))
        {
            all[name] = EmptyObject.Instance;
        }

        return all;
    }
}

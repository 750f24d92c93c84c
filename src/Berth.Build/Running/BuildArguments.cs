using Berth.Images;

namespace Berth.Build;

/// <summary>The variables that ARG brings: what the caller set, what is predefined, what the file's top says.</summary>
internal sealed class BuildArguments
{
    private static readonly string[] s_proxies = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"];
    private readonly IReadOnlyDictionary<string, string?> _given;
    private readonly Dictionary<string, string> _predefined;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The arguments of a build.</summary>
    /// <param name="given">The caller's <c>--build-arg</c>.</param>
    /// <param name="platform">What is built for.</param>
    /// <param name="target">The name of the stage that is built; empty where it has none.</param>
    public BuildArguments(IReadOnlyDictionary<string, string?> given, OciPlatform platform, string target)
    {
        _given = given;
        var host = OciPlatform.Host;
        _predefined = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TARGETPLATFORM"] = platform.ToString(), ["TARGETOS"] = platform.Os, ["TARGETARCH"] = platform.Architecture, ["TARGETVARIANT"] = platform.Variant ?? "",
            ["BUILDPLATFORM"] = host.ToString(), ["BUILDOS"] = host.Os, ["BUILDARCH"] = host.Architecture, ["BUILDVARIANT"] = host.Variant ?? "",
            ["TARGETSTAGE"] = target.Length > 0 ? target : "default",
        };
    }

    /// <summary>Replaces variables in a FROM: those of the file's top and the predefined ones.</summary>
    public string ExpandFrom(char escape, IReadOnlyList<Instruction.Arg> global, string word, int line) =>
        new WordExpander(escape, name => Globals(escape, global).GetValueOrDefault(name) ?? _predefined.GetValueOrDefault(name)).Expand(word, line);

    /// <summary>The values of the ARG instructions before the first stage.</summary>
    public Dictionary<string, string> Globals(char escape, IReadOnlyList<Instruction.Arg> global)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var expander = new WordExpander(escape, name => values.GetValueOrDefault(name) ?? _predefined.GetValueOrDefault(name));
        foreach (var arg in global)
        {
            foreach (var (name, fallback) in arg.Pairs)
            {
                if (Given(name) is { } given) values[name] = given;
                else if (fallback is not null) values[name] = expander.Expand(fallback, arg.Source.Line);
            }
        }

        return values;
    }

    /// <summary>What an ARG of a stage comes to, or null where it stays unset.</summary>
    public string? Value(string name, string? fallback, IReadOnlyDictionary<string, string> globals)
    {
        if (Given(name) is { } given) return given;
        return fallback ?? globals.GetValueOrDefault(name) ?? _predefined.GetValueOrDefault(name);
    }

    /// <summary>Proxy variables that RUN sees without an ARG; they count neither for the cache nor in the history.</summary>
    public IEnumerable<KeyValuePair<string, string>> Proxies()
    {
        foreach (string name in s_proxies)
        {
            if (Given(name) is { } value) yield return new(name, value);
        }
    }

    /// <summary>What the caller gave and no ARG asked for; BuildKit's own arguments are for builders.</summary>
    public IReadOnlyList<string> Unused => [.. _given.Keys.Where(n => !_used.Contains(n) && !n.StartsWith("BUILDKIT_", StringComparison.Ordinal) && !s_proxies.Contains(n) && !_predefined.ContainsKey(n)).Order(StringComparer.Ordinal)];

    private string? Given(string name)
    {
        if (!_given.TryGetValue(name, out string? value)) return null;
        lock (_used) _used.Add(name);
        return value;
    }
}

using System.Text.Json;

namespace Berth.Cli;

/// <summary>The proxies that the client's configuration names for containers and builds: its member <c>proxies</c>, by engine or <c>default</c>.</summary>
internal static class ProxySettings
{
    private static readonly (string Member, string Variable)[] s_variables =
    [
        ("httpProxy", "HTTP_PROXY"), ("httpsProxy", "HTTPS_PROXY"), ("noProxy", "NO_PROXY"), ("ftpProxy", "FTP_PROXY"), ("allProxy", "ALL_PROXY"),
    ];

    /// <summary>The variables, each in great and in small letters.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="engine">The engine's address, which may have proxies of its own there.</param>
    public static IReadOnlyDictionary<string, string> Of(ClientConfig config, string engine)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        if (config.Object("proxies"u8) is not { } proxies || !(proxies.TryGetProperty(engine, out var chosen) || proxies.TryGetProperty("default", out chosen)) || chosen.ValueKind != JsonValueKind.Object)
            return result;
        foreach (var (member, variable) in s_variables)
        {
            if (chosen.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            {
                result[variable] = text;
                result[variable.ToLowerInvariant()] = text;
            }
        }
        return result;
    }

    /// <summary>Variables with those proxies that are not among them.</summary>
    /// <param name="variables"><c>NAME=VALUE</c>, or a name alone; null for none.</param>
    /// <param name="proxies">The proxies.</param>
    public static IReadOnlyList<string>? Added(IReadOnlyList<string>? variables, IReadOnlyDictionary<string, string> proxies)
    {
        if (proxies.Count == 0)
            return variables;
        var all = new List<string>(variables ?? []);
        foreach (var (name, value) in proxies)
        {
            if (!all.Exists(variable => KeyValue.Split(variable).Name == name))
                all.Add($"{name}={value}");
        }
        return all;
    }
}

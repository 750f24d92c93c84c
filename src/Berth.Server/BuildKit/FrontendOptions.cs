using System.Globalization;
using System.Text.Json;
using Berth.Docker;

namespace Berth.Server;

/// <summary>The options of BuildKit's Dockerfile frontend as a request for a build.</summary>
internal sealed class FrontendOptions(IReadOnlyDictionary<string, string> attributes)
{
    /// <summary>The Dockerfile's path in its folder.</summary>
    public string Dockerfile => Text("filename") is { Length: > 0 } name ? name : "Dockerfile";

    /// <summary>The folder's name in the session that has the Dockerfile.</summary>
    public string DockerfileFolder => Text("dockerfilekey") is { Length: > 0 } name ? name : "dockerfile";

    /// <summary>The folder's name in the session that is the context.</summary>
    public string ContextFolder => Text("contextkey") is { Length: > 0 } name ? name : "context";

    /// <summary>The context's address; empty: it comes from the session.</summary>
    public string Remote => Text("context");

    /// <summary>The request, without its context.</summary>
    /// <exception cref="GrpcException">An option can't be honoured.</exception>
    public BuildRequest ToRequest()
    {
        foreach (var key in attributes.Keys)
        {
            if (key == "requestid")
            {
                throw new GrpcException(GrpcStatus.Unimplemented, $"{Text(key)}: this engine builds; it answers no questions about Dockerfiles");
            }
        }

        if (Text("platform").Contains(',', StringComparison.Ordinal))
        {
            throw new GrpcException(GrpcStatus.Unimplemented, "several platforms in one build are not supported");
        }

        return new BuildRequest
        {
            Target = Text("target"),
            Platform = Text("platform"),
            BuildArgs = Below("build-arg:").ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
            Labels = Below("label:"),
            NoCache = attributes.ContainsKey("no-cache"),
            Pull = Text("image-resolve-mode") == "pull",
            NetworkMode = Text("force-network-mode"),
            ExtraHosts = [.. List("add-hosts").Select(host => host.Replace('=', ':'))],
            ShmSize = long.TryParse(Text("shm-size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0,
            Ulimits = [.. List("ulimit").Select(Ulimit)],
            CgroupParent = Text("cgroup-parent"),
            CacheFrom = CacheFrom(),
        };
    }

    private static Ulimit Ulimit(string text)
    {
        var name = text.Split('=', 2);
        var limits = name.Length == 2 ? name[1].Split(':') : [];
        return limits.Length > 0 && long.TryParse(limits[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var soft)
            && long.TryParse(limits[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hard)
            ? new Ulimit { Name = name[0], Soft = soft, Hard = hard }
            : throw new GrpcException(GrpcStatus.InvalidArgument, $"invalid ulimit {text}");
    }

    private string Text(string key) => attributes.GetValueOrDefault(key, "");

    private string[] List(string key) => Text(key).Split(',', StringSplitOptions.RemoveEmptyEntries);

    private Dictionary<string, string> Below(string prefix) => attributes
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.Ordinal);

    // [{"Type":"registry","Attrs":{"ref":"NAME"}}]
    private List<string> CacheFrom()
    {
        List<string> names = [];
        if (Text("cache-imports") is { Length: > 0 } json)
        {
            using var imports = JsonDocument.Parse(json);
            foreach (var import in imports.RootElement.EnumerateArray())
            {
                if (import.TryGetProperty("Attrs", out var attrs) && attrs.TryGetProperty("ref", out var name) && name.GetString() is { } text)
                {
                    names.Add(text);
                }
            }
        }

        return names;
    }
}

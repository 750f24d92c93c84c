using Berth.Docker;

namespace Berth.Cli;

/// <summary>Ports from <c>--publish</c> and <c>--expose</c>.</summary>
/// <param name="Exposed">Declared ports; null for none.</param>
/// <param name="Bindings">Published ports.</param>
internal sealed record PortOptions(IReadOnlyDictionary<string, EmptyObject>? Exposed, IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?> Bindings)
{
    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A port is none, or ranges don't fit.</exception>
    public static PortOptions Read(ParsedArguments arguments) => Read(arguments.List("publish"u8), arguments.List("expose"u8));

    /// <summary>Reads published and declared ports.</summary>
    /// <exception cref="UsageException">A port is none, or ranges don't fit.</exception>
    public static PortOptions Read(List<string> published, List<string> exposed)
    {
        var ports = new SortedDictionary<string, EmptyObject>(StringComparer.Ordinal);
        var bindings = new SortedDictionary<string, IReadOnlyList<PortBinding>?>(StringComparer.Ordinal);
        foreach (var text in published)
        {
            foreach (var (port, binding) in Specification(text).Expand())
            {
                var key = port.ToString();
                ports[key] = EmptyObject.Instance;
                bindings[key] = bindings.TryGetValue(key, out var present) ? [.. present!, binding] : [binding];
            }
        }
        foreach (var text in exposed)
            Expose(ports, text);
        return new PortOptions(ports.Count > 0 ? ports : null, bindings);
    }

    // Also docker's long form: published=8080,target=80,protocol=tcp.
    private static PortSpec Specification(string text)
    {
        try
        {
            return PortSpec.Parse(text.Contains("target=", StringComparison.Ordinal) ? Short(text) : text);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message) { ShowUsage = false };
        }
    }

    private static string Short(string text)
    {
        string published = "", target = "", protocol = "tcp";
        foreach (var part in FlagValues.SplitCsv(text))
        {
            var (name, value) = KeyValue.Split(part);
            switch (name)
            {
                case "published": published = value + ":"; break;
                case "target": target = value ?? ""; break;
                case "protocol": protocol = value ?? ""; break;
                case "mode": break;
                default: throw new UsageException($"invalid field key {name}") { ShowUsage = false };
            }
        }
        return $"{published}{target}/{protocol}";
    }

    private static void Expose(SortedDictionary<string, EmptyObject> ports, string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            throw new UsageException($"invalid port format for --expose: {text}") { ShowUsage = false };
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var number = slash < 0 ? text : text[..slash];
        var protocol = slash < 0 ? "tcp" : text[(slash + 1)..].ToLowerInvariant();
        if (!PortRange.TryParse(number, out var range))
            throw new UsageException($"invalid range format for --expose: {number}, error: strconv.ParseUint: parsing {GoQuote.Double(number)}: invalid syntax") { ShowUsage = false };
        for (var port = range.First; port <= range.Last; port++)
            ports[new ContainerPort(port, protocol).ToString()] = EmptyObject.Instance;
    }
}

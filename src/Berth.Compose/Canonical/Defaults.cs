namespace Berth.Compose;

/// <summary>What is added to a value.</summary>
internal delegate void DefaultRule(YamlNode node, DiagnosticSink diagnostics);

/// <summary>Phase: writes out values that the specification gives to attributes that are left out.</summary>
internal static class Defaults
{
    private static readonly PathRules<DefaultRule> Table = new(
    [
        new("services.*.build", static (node, _) => Put(node, "context", ".")),
        new("services.*.secrets.*", Secret),
        new("services.*.ports.*", Port),
        new("services.*.deploy.resources.reservations.devices.*", DeviceRequest),
        new("services.*.gpus.*", DeviceRequest),
    ]);

    public static void Apply(YamlMap document, DiagnosticSink diagnostics) => PathWalk.Run(document, Table, (rule, node, _) => rule(node, diagnostics));

    private static void Put(YamlNode node, string key, string text)
    {
        if (node is YamlMap map && !map.ContainsKey(key))
        {
            map.Set(key, map.Span, YamlScalar.String(map.Span, text));
        }
    }

    private static void Secret(YamlNode node, DiagnosticSink diagnostics)
    {
        if (node is not YamlMap map)
        {
            diagnostics.Error("form", node.Span, "expected a mapping with \"source\"");
            return;
        }

        Put(map, "target", "/run/secrets/" + (map.Get("source") is { } source ? GoPrint.Print(source) : "%!s(<nil>)"));
    }

    private static void Port(YamlNode node, DiagnosticSink diagnostics)
    {
        Put(node, "protocol", "tcp");
        Put(node, "mode", "ingress");
    }

    private static void DeviceRequest(YamlNode node, DiagnosticSink diagnostics)
    {
        if (node is not YamlMap map)
        {
            diagnostics.Error("form", node.Span, "expected a mapping with \"capabilities\"");
        }
        else if (!map.ContainsKey("count") && !map.ContainsKey("device_ids"))
        {
            Put(map, "count", "all");
        }
    }
}

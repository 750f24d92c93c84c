namespace Berth.Compose;

/// <summary>What is checked about a value.</summary>
internal delegate void CheckRule(YamlNode node, SourceSpan at, DiagnosticSink diagnostics);

/// <summary>Phase: attributes that exclude each other or need each other, which the schema can't say.</summary>
internal static class ModelChecks
{
    private static readonly PathRules<CheckRule> Table = new(
    [
        new("volumes.*", ExternalVolume),
        new("configs.*", static (node, at, diagnostics) => OneSource(node, at, diagnostics, "config", ["file", "environment", "content"])),
        new("secrets.*", static (node, at, diagnostics) => OneSource(node, at, diagnostics, "secret", ["file", "environment"])),
        new("services.*.ports.*", PortAddress),
        new("services.*.ports.*." + PublishModes.Attribute, PublishMode),
        new(PublishModes.Attribute, PublishMode),
        new("services.*.develop.watch.*.path", WatchPath),
        new("services.*.deploy.resources.reservations.devices.*", DeviceRequest),
        new("services.*.gpus.*", DeviceRequest),
    ]);

    public static void Run(YamlMap document, DiagnosticSink diagnostics) => PathWalk.Run(document, Table, (rule, node, at) => rule(node, at, diagnostics));

    private static void ExternalVolume(YamlNode node, SourceSpan at, DiagnosticSink diagnostics)
    {
        if (node is not YamlMap volume || volume.Get("external") is not YamlScalar external || external is { Kind: ScalarKind.Boolean, Boolean: false })
        {
            return;
        }

        if (external.Kind != ScalarKind.Boolean)
        {
            diagnostics.Error("wrong-type", external.Span, "external must be true or false");
            return;
        }

        foreach (YamlEntry entry in volume)
        {
            if (entry.Key is not ("name" or "external") && !entry.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                diagnostics.Error("external", entry.KeySpan, $"an external volume exists already: \"{entry.Key}\" can't be set on it", "remove it, or \"external\"");
            }
        }
    }

    private static void PublishMode(YamlNode node, SourceSpan at, DiagnosticSink diagnostics)
    {
        if (node is not YamlScalar { Text: "guarded" or "open" })
        {
            diagnostics.Error("publish-mode", node.Span, $"{PublishModes.Attribute} is guarded (the host's firewall decides who reaches the port) or open (it doesn't)");
        }
    }

    private static void OneSource(YamlNode node, SourceSpan at, DiagnosticSink diagnostics, string kind, string[] sources)
    {
        if (node is not YamlMap map)
        {
            return;
        }

        YamlEntry first = default;
        foreach (string source in sources)
        {
            if (!map.TryGetEntry(source, out YamlEntry entry))
            {
                continue;
            }

            if (first.Key is not null)
            {
                diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "exclusive", entry.KeySpan, $"a {kind} has one source: \"{first.Key}\" or \"{source}\"")
                {
                    Hint = "remove one of them",
                    Related = [new DiagnosticPlace(first.KeySpan, "the other")],
                });
                return;
            }

            first = entry;
        }

        if (first.Key is null && !map.ContainsKey("driver") && !map.ContainsKey("external") && !map.IsDamaged)
        {
            diagnostics.Error("missing", at, $"this {kind} has no source", $"add one of {string.Join(", ", sources)}");
        }
    }

    private static void PortAddress(YamlNode node, SourceSpan at, DiagnosticSink diagnostics)
    {
        if (node is YamlMap port && port.Get("host_ip") is { } address && (address is not YamlScalar { Kind: ScalarKind.String } text || !IpText.IsAddress(text.Text)))
        {
            diagnostics.Error("address", address.Span, $"\"{GoPrint.Print(address)}\" is no IP address");
        }
    }

    private static void WatchPath(YamlNode node, SourceSpan at, DiagnosticSink diagnostics)
    {
        if (node is not YamlScalar { Kind: ScalarKind.String, Text.Length: > 0 })
        {
            diagnostics.Error("missing", node.Span, "the path to watch is empty");
        }
    }

    private static void DeviceRequest(YamlNode node, SourceSpan at, DiagnosticSink diagnostics)
    {
        if (node is YamlMap map && map.TryGetEntry("count", out YamlEntry count) && map.TryGetEntry("device_ids", out YamlEntry ids))
        {
            diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "exclusive", ids.KeySpan, "\"count\" and \"device_ids\" exclude each other")
            {
                Related = [new DiagnosticPlace(count.KeySpan, "the other")],
            });
        }
    }
}

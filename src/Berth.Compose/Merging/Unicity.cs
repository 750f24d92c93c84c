namespace Berth.Compose;

/// <summary>What makes an item of a list the same as another; null after an error.</summary>
internal delegate string? UnicityRule(YamlNode item, Unicity unicity);

/// <summary>Phase: of the items of a list that are about the same thing, the last one stays, in the place of the first.</summary>
internal sealed class Unicity(DiagnosticSink diagnostics)
{
    /// <summary>The rule of lists of variables, which Compose makes anew when it gives them values: that of others, but told from it.</summary>
    public static readonly UnicityRule Variables = static (item, unicity) => KeyOf(item, unicity);

    /// <summary>The lists in question.</summary>
    public static PathRules<UnicityRule> Rules { get; } = new(
    [
        new("networks.*.labels", KeyOf),
        new("networks.*.ipam.options", KeyOf),
        new("services.*.annotations", KeyOf),
        new("services.*.build.args", Variables),
        new("services.*.build.additional_contexts", KeyOf),
        new("services.*.build.platform", KeyOf),
        new("services.*.build.tags", KeyOf),
        new("services.*.build.labels", KeyOf),
        new("services.*.cap_add", KeyOf),
        new("services.*.cap_drop", KeyOf),
        new("services.*.configs", static (item, unicity) => MountOf("", item, unicity)),
        new("services.*.deploy.labels", KeyOf),
        new("services.*.devices", DeviceOf),
        new("services.*.dns", KeyOf),
        new("services.*.dns_opt", KeyOf),
        new("services.*.dns_search", KeyOf),
        new("services.*.environment", Variables),
        new("services.*.env_file", EnvFileOf),
        new("services.*.expose", ExposeOf),
        new("services.*.labels", KeyOf),
        new("services.*.links", KeyOf),
        new("services.*.networks.*.aliases", KeyOf),
        new("services.*.networks.*.link_local_ips", KeyOf),
        new("services.*.ports", PortOf),
        new("services.*.profiles", KeyOf),
        new("services.*.secrets", static (item, unicity) => MountOf("/run/secrets", item, unicity)),
        new("services.*.sysctls", KeyOf),
        new("services.*.tmpfs", KeyOf),
        new("services.*.volumes", VolumeOf),
    ]);

    /// <summary>Makes the lists of a document unique, in place.</summary>
    public static void Enforce(YamlMap document, DiagnosticSink diagnostics) => new Unicity(diagnostics).Walk(document, Rules);

    private void Walk(YamlMap map, PathRules<UnicityRule> rules)
    {
        foreach (YamlEntry entry in map)
        {
            if (rules.Next(entry.Key) is not { } below)
            {
                continue;
            }

            if (entry.Value is YamlMap child)
            {
                Walk(child, below);
            }
            else if (entry.Value is YamlList list && below.Rule is { } rule)
            {
                Reduce(list, rule);
            }
        }
    }

    private void Reduce(YamlList list, UnicityRule rule)
    {
        if (list.Items.Count == 1)
        {
            // Nothing to compare, but a wrong item is still wrong.
            rule(list.Items[0], this);
            return;
        }

        List<YamlNode> kept = new(list.Items.Count);
        Dictionary<string, int> seen = new(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            string? key = rule(item, this);
            if (key is not null && seen.TryGetValue(key, out int at))
            {
                kept[at] = item;
                continue;
            }

            if (key is not null)
            {
                seen.Add(key, kept.Count);
            }

            kept.Add(item);
        }

        list.Items = kept;
    }

    private string? Fail(YamlNode item, string message, string? hint = null)
    {
        if (!item.IsBroken)
        {
            diagnostics.Error("list-item", item.Span, message, hint);
        }

        return null;
    }

    private string? Miss(YamlMap item, string message, string hint) => item.IsDamaged ? null : Fail(item, message, hint);

    // "KEY" or "KEY=value".
    private static string? KeyOf(YamlNode item, Unicity unicity)
    {
        if (item is not YamlScalar { Kind: ScalarKind.String } scalar)
        {
            return unicity.Fail(item, "expected a string in this list", item is YamlMap ? "write \"KEY=value\" (with \"=\") in a list, or leave the dashes away" : "put it in quotes");
        }

        int equals = scalar.Text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? scalar.Text : scalar.Text[..equals];
    }

    private static string? VolumeOf(YamlNode item, Unicity unicity)
    {
        switch (item)
        {
            case YamlMap map:
                return map.GetString("target") ?? unicity.Miss(map, "this mount has no target", "add \"target: /path/in/container\"");
            case YamlScalar { Kind: ScalarKind.String } scalar:
                VolumeSpec volume = VolumeSpec.Parse(scalar.Text);
                return volume.Fault is null ? volume.Target : unicity.Fail(item, volume.Fault);
            default:
                return "";
        }
    }

    private static string? DeviceOf(YamlNode item, Unicity unicity)
    {
        switch (item)
        {
            case YamlMap map:
                return map.GetString("target") ?? unicity.Miss(map, "this device has no target", "add \"target: /dev/…\"");
            case YamlScalar { Kind: ScalarKind.String } scalar:
                string[] parts = scalar.Text.Split(':');
                return parts.Length == 1 ? parts[0] : parts[1];
            default:
                return "";
        }
    }

    private static string? ExposeOf(YamlNode item, Unicity unicity) => item is YamlScalar { Kind: ScalarKind.String or ScalarKind.Integer } scalar
        ? scalar.Print()
        : unicity.Fail(item, "a port to expose is a number or a string such as \"8000\" or \"8000-8010/udp\"");

    private static string? MountOf(string folder, YamlNode item, Unicity unicity)
    {
        switch (item)
        {
            case YamlScalar { Kind: ScalarKind.String } scalar:
                return folder + "/" + scalar.Text;
            case YamlMap map when map.TryGet("target", out YamlNode? target):
                return target is YamlScalar { Kind: ScalarKind.String } text ? text.Text : unicity.Fail(target, "target must be a string");
            case YamlMap map:
                return folder + "/" + (map.Get("source") is { } source ? GoPrint.Print(source) : "<nil>");
            default:
                return unicity.Fail(item, "expected a name or a mapping with \"source\"");
        }
    }

    private static string? PortOf(YamlNode item, Unicity unicity)
    {
        switch (item)
        {
            case YamlScalar { Kind: ScalarKind.String or ScalarKind.Integer } scalar:
                return scalar.Print();
            case YamlMap map when map.TryGet("target", out YamlNode? target):
                // The kind of the published port is part of it: "80" and 80 are two ports.
                string published = map.Get("published") is YamlScalar value ? value.Kind + value.Print() : "";
                string host = map.Get("host_ip") is { } ip ? GoPrint.Print(ip) : "0.0.0.0";
                string protocol = map.Get("protocol") is { } name ? GoPrint.Print(name) : "tcp";
                return $"{host}:{published}:{GoPrint.Print(target)}/{protocol}";
            case YamlMap map:
                return unicity.Miss(map, "this port has no target", "add \"target: PORT\"");
            default:
                return "";
        }
    }

    private static string? EnvFileOf(YamlNode item, Unicity unicity)
    {
        switch (item)
        {
            case YamlScalar { Kind: ScalarKind.String } scalar:
                return scalar.Text;
            case YamlMap map:
                return map.GetString("path") ?? unicity.Miss(map, "this env file has no path", "add \"path: FILE\"");
            default:
                return "";
        }
    }
}

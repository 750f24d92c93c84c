using System.Globalization;

namespace Berth.Compose;

/// <summary>The rules for items of lists that have a short form of their own: mounts, devices, ports.</summary>
internal static partial class CanonicalRules
{
    private static YamlNode Volume(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        if (node is YamlMap)
        {
            return node;
        }

        if (node is not YamlScalar { Kind: ScalarKind.String } scalar)
        {
            return canonicalizer.Fail(node, "a mount is a string (source:target) or a mapping");
        }

        VolumeSpec volume = VolumeSpec.Parse(scalar.Text);
        if (volume.Fault is not null)
        {
            return canonicalizer.Lenient ? node : canonicalizer.Fail(node, volume.Fault);
        }

        YamlMap map = new(node.Span, 6);
        Put(map, "type", volume.Type);
        Put(map, "source", volume.Source);
        Put(map, "target", volume.Target.Length == 0 ? "" : GoPath.Clean(volume.Target));
        Put(map, "read_only", volume.ReadOnly);
        if (volume.HasBind)
        {
            YamlMap bind = new(node.Span);
            Put(bind, "selinux", volume.Selinux);
            Put(bind, "propagation", volume.Propagation);
            Put(bind, "create_host_path", volume.CreateHostPath);
            map.Set("bind", node.Span, bind);
        }

        if (volume.HasVolume)
        {
            YamlMap options = new(node.Span);
            Put(options, "nocopy", volume.NoCopy);
            map.Set("volume", node.Span, options);
        }

        return map;
    }

    private static YamlNode Device(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        if (node is YamlMap)
        {
            return node;
        }

        if (node is not YamlScalar { Kind: ScalarKind.String } scalar)
        {
            return canonicalizer.Fail(node, "a device is a string (source:target:permissions) or a mapping");
        }

        string[] parts = scalar.Text.Split(':');
        if (parts.Length > 3 && !canonicalizer.Lenient)
        {
            return canonicalizer.Fail(node, $"\"{scalar.Text}\": too many colons; a device is source:target:permissions", "use the long form if a path has a colon");
        }

        string source = parts.Length > 3 ? "" : parts[0];
        string target = parts.Length is 2 or 3 ? parts[1] : "";
        YamlMap map = new(node.Span);
        map.Set("source", node.Span, YamlScalar.String(node.Span, source));
        map.Set("target", node.Span, YamlScalar.String(node.Span, target.Length == 0 ? source : target));
        map.Set("permissions", node.Span, YamlScalar.String(node.Span, parts.Length == 3 ? parts[2] : "rwm"));
        return map;
    }

    private static YamlNode FileMount(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules) =>
        node is YamlMap ? node : IsString(node) ? MapOf(node, "source") : canonicalizer.Fail(node, "expected a name or a mapping with \"source\"");

    private static YamlNode Ports(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        if (node is not YamlList list)
        {
            return canonicalizer.Fail(node, "ports is a list");
        }

        List<YamlNode> ports = new(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            switch (item)
            {
                case YamlMap or { IsBroken: true }:
                    ports.Add(item);
                    break;
                case YamlScalar { Kind: ScalarKind.String or ScalarKind.Integer } scalar:
                    List<PublishedPort>? parsed = PortSpec.Parse(scalar.Print(), out string? fault);
                    if (parsed is null && canonicalizer.Lenient)
                    {
                        return node;
                    }

                    if (parsed is null)
                    {
                        canonicalizer.Fail(item, fault!);
                        break;
                    }

                    if (!canonicalizer.Limits.TakeNodes(parsed.Count * NodesOfPort))
                    {
                        return canonicalizer.Fail(item, LoadLimits.TooManyNodes);
                    }

                    parsed.ForEach(port => ports.Add(Port(port, item.Span)));
                    break;
                default:
                    canonicalizer.Fail(item, "a port is a whole number, a string (\"8080:80\") or a mapping", item is YamlScalar { Kind: ScalarKind.Float } ? "put it in quotes" : null);
                    break;
            }
        }

        list.Items = ports;
        return list;
    }

    private static YamlMap Port(PublishedPort port, SourceSpan span)
    {
        YamlMap map = new(span, 5);
        Put(map, "mode", "ingress");
        Put(map, "host_ip", port.HostIp);
        if (port.Target != 0)
        {
            map.Set("target", span, YamlScalar.Of(span, port.Target, port.Target.ToString(CultureInfo.InvariantCulture)));
        }

        Put(map, "published", port.Published);
        Put(map, "protocol", port.Protocol);
        return map;
    }
}

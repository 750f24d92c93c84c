namespace Berth.Compose;

/// <summary>Writes networks, volumes, secrets, configs and models, attributes in the order of Compose's own types.</summary>
internal static class ResourceWriter
{
    public static void Network(FieldWriter fields, NetworkConfig network)
    {
        fields.Text("name", network.Name);
        fields.Text("driver", network.Driver);
        fields.Pairs("driver_opts", network.DriverOpts);
        NetworkIpam ipam = network.Ipam;
        if (fields.IsJson || ipam.Driver.Length > 0 || ipam.Config.Count > 0 || ipam.Extensions is not null)
        {
            fields.Writer.Key("ipam");
            fields.Element(ipam, Ipam);
        }

        fields.Truth("external", network.External);
        fields.Truth("internal", network.Internal);
        fields.Truth("attachable", network.Attachable);
        fields.Pairs("labels", network.Labels);
        fields.Truth("enable_ipv4", network.EnableIpv4);
        fields.Truth("enable_ipv6", network.EnableIpv6);
    }

    public static void Volume(FieldWriter fields, VolumeConfig volume)
    {
        fields.Text("name", volume.Name);
        fields.Text("driver", volume.Driver);
        fields.Pairs("driver_opts", volume.DriverOpts);
        fields.Truth("external", volume.External);
        fields.Pairs("labels", volume.Labels);
    }

    /// <summary>A secret, never with its content.</summary>
    public static void Secret(FieldWriter fields, FileObjectConfig secret) => File(fields, secret, "");

    /// <summary>A config; content that came from a variable is not written.</summary>
    public static void Config(FieldWriter fields, FileObjectConfig config) => File(fields, config, config.Environment.Length > 0 ? "" : config.Content);

    public static void Model(FieldWriter fields, ModelConfig model)
    {
        fields.Text("name", model.Name);
        fields.Text("model", model.Model);
        fields.Whole("context_size", model.ContextSize);
        fields.Texts("runtime_flags", model.RuntimeFlags);
    }

    private static void File(FieldWriter fields, FileObjectConfig file, string content)
    {
        fields.Text("name", file.Name);
        fields.Text("file", file.File);
        fields.Text("environment", file.Environment);
        fields.Text("content", content);
        fields.Truth("external", file.External);
        fields.Pairs("labels", file.Labels);
        fields.Text("driver", file.Driver);
        fields.Pairs("driver_opts", file.DriverOpts);
        fields.Text("template_driver", file.TemplateDriver);
    }

    private static void Ipam(FieldWriter fields, NetworkIpam ipam)
    {
        fields.Text("driver", ipam.Driver);
        fields.Values("config", ipam.Config, static (fields, pool) =>
        {
            // Extensions of pools are lost in Compose.
            fields.Writer.BeginMap();
            fields.Text("subnet", pool.Subnet);
            fields.Text("gateway", pool.Gateway);
            fields.Text("ip_range", pool.IpRange);
            fields.Pairs("aux_addresses", pool.AuxAddresses);
            fields.Writer.EndMap();
        });
    }
}

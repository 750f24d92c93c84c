namespace Berth.Compose;

/// <summary>Binds networks, volumes, configs, secrets and models.</summary>
internal static class ResourceBinder
{
    public static NetworkConfig Network(ValueReader? given)
    {
        if (given is not { } values)
        {
            return new NetworkConfig();
        }

        return new NetworkConfig
        {
            Node = values.Map,
            Extensions = ExtensionRules.Of(values.Map),
            Name = values.Text("name"),
            Driver = values.Text("driver"),
            DriverOpts = values.Pairs("driver_opts"),
            Ipam = values.Child("ipam") is { } ipam ? Ipam(ipam) : new NetworkIpam(),
            External = values.Truth("external"),
            Internal = values.Truth("internal"),
            Attachable = values.Truth("attachable"),
            Labels = values.Pairs("labels"),
            EnableIpv4 = values.TruthOrNull("enable_ipv4"),
            EnableIpv6 = values.TruthOrNull("enable_ipv6"),
        };
    }

    public static VolumeConfig Volume(ValueReader? given)
    {
        if (given is not { } values)
        {
            return new VolumeConfig();
        }

        return new VolumeConfig
        {
            Node = values.Map,
            Extensions = ExtensionRules.Of(values.Map),
            Name = values.Text("name"),
            Driver = values.Text("driver"),
            DriverOpts = values.Pairs("driver_opts"),
            External = values.Truth("external"),
            Labels = values.Pairs("labels"),
        };
    }

    public static FileObjectConfig File(ValueReader? given)
    {
        if (given is not { } values)
        {
            return new FileObjectConfig();
        }

        YamlMap? extensions = ExtensionRules.Of(values.Map);
        string content = values.Text("content");
        if (extensions?.GetString(EnvironmentReferences.SecretContent) is { } secret)
        {
            content = secret;
            extensions.Remove(EnvironmentReferences.SecretContent);
        }

        return new FileObjectConfig
        {
            Node = values.Map,
            Extensions = extensions is { Count: > 0 } ? extensions : null,
            Name = values.Text("name"),
            File = values.Text("file"),
            Environment = values.Text("environment"),
            Content = content,
            External = values.Truth("external"),
            Labels = values.Pairs("labels"),
            Driver = values.Text("driver"),
            DriverOpts = values.StrictPairs("driver_opts"),
            TemplateDriver = values.Text("template_driver"),
        };
    }

    public static ModelConfig Model(ValueReader? given)
    {
        if (given is not { } values)
        {
            return new ModelConfig();
        }

        return new ModelConfig
        {
            Node = values.Map,
            Extensions = ExtensionRules.Of(values.Map),
            Name = values.Text("name"),
            Model = values.Text("model"),
            ContextSize = values.Int("context_size"),
            RuntimeFlags = values.Texts("runtime_flags"),
        };
    }

    private static NetworkIpam Ipam(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Driver = values.Text("driver"),
        Config = values.List("config", static pool => new NetworkIpamPool
        {
            Node = pool.Map,
            Extensions = ExtensionRules.Of(pool.Map),
            Subnet = pool.Text("subnet"),
            Gateway = pool.Text("gateway"),
            IpRange = pool.Text("ip_range"),
            AuxAddresses = pool.Pairs("aux_addresses"),
        }),
    };
}

namespace Berth.Daemon;

/// <summary>One option: its names on the command line and in the configuration file, its help, and what it does.</summary>
/// <param name="Name">The long name without dashes.</param>
/// <param name="Key">The configuration file's key, dockerd's where it has one; empty for none.</param>
/// <param name="Value">What its value is called in the help; empty for a switch.</param>
/// <param name="IsList">It may be given more than once, and is a list in the file.</param>
/// <param name="Help">One line.</param>
/// <param name="Apply">Puts values into the options.</param>
internal sealed record Option(string Name, string Key, string Value, bool IsList, string Help, Func<DaemonOptions, IReadOnlyList<string>, DaemonOptions> Apply);

/// <summary>All options. Parser, configuration file and help come from this table.</summary>
internal static class OptionTable
{
    /// <summary>The options in the help's order.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        new("config", "", "file", false, $"Configuration file (default \"{DaemonOptions.DefaultConfig}\")", (o, v) => o with { Config = v[^1] }),
        new("default-address-pool", "default-address-pools", "pool", true, "Where networks get subnets from, base=NETWORK,size=BITS", (o, v) => o with { AddressPools = v }),
        new("group", "group", "group", false, "Group that may use the unix socket (default \"docker\")", (o, v) => o with { Group = v[^1] }),
        new("host", "hosts", "address", true, "Address to listen at, unix://PATH, fd:// or tcp://HOST:PORT (default unix://RUN/berth.sock)", (o, v) => o with { Hosts = v }),
        new("insecure-registry", "insecure-registries", "registry", true, "Registry that needs no TLS, a host or a network", (o, v) => o with { InsecureRegistries = v }),
        new("label", "labels", "label", true, "Label of this engine, name=value", (o, v) => o with { Labels = v }),
        new("log-driver", "log-driver", "driver", false, "Log driver of containers that don't say (default \"json-file\")", (o, v) => o with { LogDriver = v[^1] }),
        new("log-opt", "log-opts", "option", true, "Option of the log driver, name=value", (o, v) => o with { LogOptions = v }),
        new("publish-mode", "publish-mode", "mode", false, "How ports are published: guarded (the host's firewall decides) or open", (o, v) => o with { PublishMode = Mode(v[^1]) }),
        new("ready-fd", "", "number", false, "Descriptor on which to say \"ready\", or why not", (o, v) => o with { ReadyDescriptor = Number(v[^1]) }),
        new("registry-mirror", "registry-mirrors", "address", true, "Mirror of the default registry, asked first", (o, v) => o with { RegistryMirrors = v }),
        new("root", "data-root", "folder", false, "Folder of images, containers, volumes (default \"/var/lib/berth\")", (o, v) => o with { Root = Path.GetFullPath(v[^1]) }),
        new("run", "exec-root", "folder", false, "Folder of sockets and process ids (default \"/run/berth\")", (o, v) => o with { Run = Path.GetFullPath(v[^1]) }),
        new("tls", "tls", "", false, "Encrypt TCP; --tls=false allows it unencrypted", (o, v) => o with { PlainTcp = !Truth(v[^1]) }),
        new("version", "", "", false, "Print the version and end", (o, v) => o with { ShowVersion = Truth(v[^1]) }),
        new("help", "", "", false, "Print this and end", (o, v) => o with { ShowHelp = Truth(v[^1]) }),
    ];

    /// <summary>The help.</summary>
    public static string Help
    {
        get
        {
            var lines = All.Select(option => ($"--{option.Name}{(option.Value.Length > 0 ? " " + option.Value : "")}", option.Help)).ToList();
            int width = lines.Max(line => line.Item1.Length);
            return "Usage: berth engine [OPTIONS]\n\nServes the Docker Engine API. Containers run on when it ends.\n\nOptions:\n"
                + string.Concat(lines.Select(line => $"  {line.Item1.PadRight(width)}   {line.Help}\n"));
        }
    }

    private static string Mode(string text) => text is "guarded" or "open" ? text : throw new OptionException($"invalid publish mode \"{text}\": it is guarded or open");

    private static int Number(string text) =>
        int.TryParse(text, out int number) && number >= 0 ? number : throw new OptionException($"invalid descriptor \"{text}\"");

    private static bool Truth(string text) => text switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new OptionException($"invalid truth \"{text}\": it is true or false"),
    };
}

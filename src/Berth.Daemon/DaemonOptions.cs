namespace Berth.Daemon;

/// <summary>What the engine's process was told by its arguments and its configuration file.</summary>
internal sealed record DaemonOptions
{
    /// <summary>Where the configuration file is looked for when nobody says.</summary>
    public const string DefaultConfig = "/etc/berth/engine.json";

    /// <summary>The folder of what survives a reboot.</summary>
    public string Root { get; init; } = "/var/lib/berth";

    /// <summary>The folder of what doesn't.</summary>
    public string Run { get; init; } = "/run/berth";

    /// <summary>Addresses to listen at; empty for the socket in <see cref="Run"/>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Mirrors of the default registry.</summary>
    public IReadOnlyList<string> RegistryMirrors { get; init; } = [];

    /// <summary>Registries that need no TLS.</summary>
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    /// <summary><c>guarded</c>, <c>open</c>, or empty.</summary>
    public string PublishMode { get; init; } = "";

    /// <summary>Where networks get subnets from, <c>base=…,size=…</c>.</summary>
    public IReadOnlyList<string> AddressPools { get; init; } = [];

    /// <summary>The log driver of containers that don't say.</summary>
    public string LogDriver { get; init; } = "json-file";

    /// <summary>Its options, <c>name=value</c>.</summary>
    public IReadOnlyList<string> LogOptions { get; init; } = [];

    /// <summary>Labels of the engine, <c>name=value</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The group that may use the unix socket.</summary>
    public string Group { get; init; } = "docker";

    /// <summary>Listening on TCP without encryption was allowed in so many words (<c>--tls=false</c>).</summary>
    public bool PlainTcp { get; init; }

    /// <summary>The descriptor on which to say that the engine serves, or why it doesn't; null for nobody.</summary>
    public int? ReadyDescriptor { get; init; }

    /// <summary>The configuration file that was named, or null.</summary>
    public string? Config { get; init; }

    /// <summary>Only say what version this is.</summary>
    public bool ShowVersion { get; init; }

    /// <summary>Only say what can be said.</summary>
    public bool ShowHelp { get; init; }
}

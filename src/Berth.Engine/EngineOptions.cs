using Berth.Docker;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>How an engine is set up.</summary>
public sealed record EngineOptions
{
    /// <summary>The folder of what survives a reboot: images, containers, volumes, networks.</summary>
    public string Root { get; init; } = "/var/lib/berth";

    /// <summary>The folder of what doesn't: monitors' sockets.</summary>
    public string Run { get; init; } = "/run/berth";

    /// <summary>The monitor's executable: a sealed file in memory, or a file. Disposed with the engine.</summary>
    public required SafeFileHandle MonitorExecutable { get; init; }

    /// <summary>The engine's version.</summary>
    public required string Version { get; init; }

    /// <summary>The source's revision, or empty.</summary>
    public string Commit { get; init; } = "";

    /// <summary>Where containers' output goes when a request doesn't say.</summary>
    public LogConfig DefaultLog { get; init; } = new() { Type = "json-file", Config = new Dictionary<string, string>() };

    /// <summary>Mirrors of the default registry, asked first.</summary>
    public IReadOnlyList<string> RegistryMirrors { get; init; } = [];

    /// <summary>Registries that may be spoken to without TLS or with certificates that nobody vouches for: <c>host[:port]</c> or <c>address/bits</c>.</summary>
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    /// <summary>Where networks without a subnet of their own get it from: <c>base=10.1.0.0/16,size=24</c>.</summary>
    public IReadOnlyList<string> AddressPools { get; init; } = [];

    /// <summary><c>guarded</c> (the host's firewall decides) or <c>open</c>; empty is guarded where the kernel can.</summary>
    public string PublishMode { get; init; } = "";

    /// <summary>Labels of the engine, <c>name=value</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Takes what the engine has to say: one line without its end.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}

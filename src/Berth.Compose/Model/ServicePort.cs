namespace Berth.Compose;

/// <summary>A published port.</summary>
public sealed record ServicePort : ComposeElement
{
    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>host or ingress.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Address of the host; empty: all.</summary>
    public string HostIp { get; init; } = "";

    /// <summary>Port in the container.</summary>
    public uint Target { get; init; }

    /// <summary>Port or range of the host; empty: chosen by the engine.</summary>
    public string Published { get; init; } = "";

    /// <summary>tcp, udp or sctp.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>Application protocol.</summary>
    public string AppProtocol { get; init; } = "";
}

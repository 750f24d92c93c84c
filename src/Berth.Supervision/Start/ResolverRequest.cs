namespace Berth.Supervision;

/// <summary>The name server at 127.0.0.11 in the container's network namespace.</summary>
public sealed record ResolverRequest
{
    /// <summary>The tables of the networks that the container is on, one file a network, in the order in which they are asked.</summary>
    public IReadOnlyList<string> Tables { get => field ?? []; init; }

    /// <summary>Servers that are asked for everything else, from the host's network namespace; <c>address</c> or <c>address:port</c>.</summary>
    public IReadOnlyList<string> Upstreams { get => field ?? []; init; }

    /// <summary>The container is on internal networks only: nothing is forwarded.</summary>
    public bool Internal { get; init; }
}

using Berth.Docker;

namespace Berth.Engine;

/// <summary>A network as it is kept on disk.</summary>
internal sealed record NetworkRecord
{
    /// <summary>What <c>inspect</c> shows, without containers.</summary>
    public required Network Network { get; init; }

    /// <summary>The subnets, IPv4's before IPv6's; none for host and none.</summary>
    public IReadOnlyList<Subnet> Subnets { get => field ?? []; init; }

    /// <summary>The bridge's name; empty for host and none.</summary>
    public string Bridge { get => field ?? ""; init; }
}

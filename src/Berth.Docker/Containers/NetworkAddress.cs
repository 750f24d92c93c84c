namespace Berth.Docker;

/// <summary>An address with its prefix length.</summary>
public sealed record NetworkAddress
{
    public string Addr { get => field ?? ""; init; }

    public int PrefixLen { get; init; }
}

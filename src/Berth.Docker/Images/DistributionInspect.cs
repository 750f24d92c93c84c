namespace Berth.Docker;

/// <summary>What a registry knows of an image.</summary>
public sealed record DistributionInspect
{
    public OciDescriptor Descriptor { get => field ??= new(); init; }

    public IReadOnlyList<OciPlatform> Platforms { get => field ?? []; init; }
}

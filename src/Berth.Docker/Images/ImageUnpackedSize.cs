namespace Berth.Docker;

/// <summary>Bytes.</summary>
public sealed record ImageUnpackedSize
{
    public long Unpacked { get; init; }
}

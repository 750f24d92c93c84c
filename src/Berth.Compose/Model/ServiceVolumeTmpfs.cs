namespace Berth.Compose;

/// <summary>Options of a tmpfs mount.</summary>
public sealed record ServiceVolumeTmpfs : ComposeElement
{
    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>Permission bits.</summary>
    public uint Mode { get; init; }
}

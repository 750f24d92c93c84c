namespace Berth.Images;

/// <summary>How an image store is set up.</summary>
public sealed record ImageStoreOptions
{
    /// <summary>The folder that holds content, layers, images and snapshots; made where it is missing.</summary>
    public required string Root { get; init; }

    /// <summary>How registries are reached.</summary>
    public RegistryOptions Registry { get; init; } = new();

    /// <summary>The clock of time-outs, back-off and dates.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many layers of one pull or push travel at the same time.</summary>
    public int ParallelLayers { get; init; } = 3;

    /// <summary>The longest that one layer may be when unpacked, in bytes: a guard against archives made to fill disks.</summary>
    public long LargestLayer { get; init; } = 1L << 40;

    /// <summary>Makes snapshots copies even where overlays work (tests, and machines on which overlays misbehave).</summary>
    public bool ForceCopies { get; init; }
}

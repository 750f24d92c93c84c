namespace Berth.Engine;

/// <summary>What of this machine decides which requests can be fulfilled. Read once when the engine starts.</summary>
internal sealed record MachineFacts
{
    /// <summary>The processors' numbers, as cpuset files write them.</summary>
    public required string OnlineCpus { get; init; }

    /// <summary>How many processors there are.</summary>
    public required int CpuCount { get; init; }

    /// <summary>The memory nodes, as cpuset files write them.</summary>
    public required string MemoryNodes { get; init; }

    /// <summary>Bytes of memory.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The capabilities that containers may have: this process's own bounding set.</summary>
    public required IReadOnlyList<string> AvailableCapabilities { get; init; }

    /// <summary>This boot of the machine, as the kernel names it.</summary>
    public required string BootId { get; init; }

    /// <summary>1 or 2.</summary>
    public required int CgroupVersion { get; init; }

    /// <summary>Memory can be limited.</summary>
    public required bool MemoryLimit { get; init; }

    /// <summary>Swap can be limited.</summary>
    public required bool SwapLimit { get; init; }

    /// <summary>Processor time can be limited.</summary>
    public required bool CpuLimit { get; init; }

    /// <summary>Processors can be chosen.</summary>
    public required bool CpuSet { get; init; }

    /// <summary>The number of processes can be limited.</summary>
    public required bool PidsLimit { get; init; }

    /// <summary>Block input and output can be weighted.</summary>
    public required bool BlockWeight { get; init; }

    /// <summary>Block input and output can be limited.</summary>
    public required bool BlockThrottle { get; init; }
}

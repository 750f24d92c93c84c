namespace Berth.Linux;

/// <summary>What a check of the machine found.</summary>
public enum MachineCheckState
{
    /// <summary>All there.</summary>
    Good,

    /// <summary>Something is missing that some containers need.</summary>
    Limited,

    /// <summary>Something is missing that every container needs.</summary>
    Missing,
}

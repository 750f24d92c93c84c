namespace Berth.Linux;

/// <summary>What prlimit64(2) limits.</summary>
public enum ResourceLimit
{
    Cpu, FileSize, Data, Stack, Core, ResidentSet, Processes, OpenFiles, LockedMemory, AddressSpace, Locks, SignalsPending, MessageQueues, Nice, RealTimePriority, RealTimeTime,
}

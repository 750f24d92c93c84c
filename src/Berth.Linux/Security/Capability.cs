namespace Berth.Linux;

/// <summary>Capabilities by number (capabilities(7), linux/capability.h).</summary>
public enum Capability
{
    ChOwn, DacOverride, DacReadSearch, FOwner, FSetId, Kill, SetGid, SetUid, SetPCap, LinuxImmutable, NetBindService, NetBroadcast, NetAdmin, NetRaw,
    IpcLock, IpcOwner, SysModule, SysRawIo, SysChRoot, SysPTrace, SysPAcct, SysAdmin, SysBoot, SysNice, SysResource, SysTime, SysTtyConfig, MkNod, Lease,
    AuditWrite, AuditControl, SetFCap, MacOverride, MacAdmin, SysLog, WakeAlarm, BlockSuspend, AuditRead, PerfMon, Bpf, CheckpointRestore,
}

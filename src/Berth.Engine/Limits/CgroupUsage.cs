using Berth.Docker;

namespace Berth.Engine;

/// <summary>What a container uses, in the API's form.</summary>
internal sealed record CgroupUsage(CpuUsage Cpu, ThrottlingData Throttling, MemoryStats Memory, PidsStats Pids, BlkioStats Block);

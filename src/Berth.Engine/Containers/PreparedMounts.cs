using Berth.Supervision;

namespace Berth.Engine;

/// <summary>A container's mounts and devices, ready for its start request.</summary>
/// <param name="Mounts">The mounts.</param>
/// <param name="Devices">The device nodes.</param>
internal sealed record PreparedMounts(IReadOnlyList<MountRequest> Mounts, IReadOnlyList<DeviceRequest> Devices);

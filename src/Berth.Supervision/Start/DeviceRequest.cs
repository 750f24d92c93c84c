namespace Berth.Supervision;

/// <summary>A device of the host that the container gets.</summary>
/// <param name="HostPath">The node on the host.</param>
/// <param name="Path">The node in the container.</param>
public sealed record DeviceRequest(string HostPath, string Path);

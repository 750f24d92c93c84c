namespace Berth.Docker;

/// <summary>A device of the host in a container.</summary>
public sealed record DeviceMapping
{
    public string PathOnHost { get => field ?? ""; init; }

    public string PathInContainer { get => field ?? ""; init; }

    /// <summary>Of r, w and m.</summary>
    public string CgroupPermissions { get => field ?? ""; init; }
}

namespace Berth.Engine;

/// <summary>Events that tell of volumes.</summary>
internal static class VolumeEvents
{
    /// <summary>A container has begun to use a volume.</summary>
    public static void Mounted(EventHub events, ContainerMount mount, string containerId) => events.Publish(
        "volume",
        "mount",
        mount.Name,
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["container"] = containerId,
            ["destination"] = mount.Destination,
            ["driver"] = "local",
            ["propagation"] = mount.Propagation,
            ["read/write"] = mount.ReadOnly ? "false" : "true",
        });

    /// <summary>A container no longer uses a volume.</summary>
    public static void Unmounted(EventHub events, ContainerMount mount, string containerId) => events.Publish(
        "volume",
        "unmount",
        mount.Name,
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["container"] = containerId, ["driver"] = "local" });

    /// <summary>A volume was made or removed.</summary>
    public static void Of(EventHub events, string action, string name) =>
        events.Publish("volume", action, name, new SortedDictionary<string, string>(StringComparer.Ordinal) { ["driver"] = "local" });
}

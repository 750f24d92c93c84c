using Berth.Docker;

namespace Berth.Engine;

/// <summary>Events that tell of a container's networks.</summary>
internal static class NetworkEvents
{
    /// <summary>Tells that a container was connected to, or disconnected from, each of its networks.</summary>
    public static void Publish(EventHub events, string action, string containerId, NetworkSettings settings)
    {
        foreach (var (name, endpoint) in settings.Networks)
        {
            Publish(events, action, containerId, name, endpoint.NetworkID);
        }
    }

    /// <summary>Tells of one network.</summary>
    public static void Publish(EventHub events, string action, string containerId, string network, string networkId)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["container"] = containerId,
            ["name"] = network,
            ["type"] = network is "host" ? "host" : network is "none" ? "null" : "bridge",
        };
        events.Publish("network", action, networkId, attributes);
    }
}

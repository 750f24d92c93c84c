using System.Text;

namespace Berth.Compose;

/// <summary>Hashes of configurations, equal to Docker Compose's: containers made by one tool are up to date for the other.</summary>
public static class ConfigHash
{
    /// <summary>The hash of a service: of all that a change of makes its containers out of date. Build, pull policy, replicas, dependencies and profiles don't count.</summary>
    public static string OfService(ServiceConfig service)
    {
        ArgumentNullException.ThrowIfNull(service);
        ServiceConfig hashed = service with
        {
            Build = null,
            PullPolicy = "",
            Scale = null,
            Deploy = service.Deploy is null ? null : service.Deploy with { Replicas = null },
            DependsOn = ComposeMap<ServiceDependency>.Empty,
            Profiles = [],
        };
        return Hash(hashed, ServiceWriter.Write);
    }

    /// <summary>The hash of a network.</summary>
    public static string OfNetwork(NetworkConfig network) => Hash(network, ResourceWriter.Network);

    /// <summary>The hash of a volume.</summary>
    public static string OfVolume(VolumeConfig volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return Hash(volume.Driver.Length == 0 ? volume with { Driver = "local" } : volume, ResourceWriter.Volume);
    }

    private static string Hash<T>(T element, Action<FieldWriter, T> write)
        where T : ComposeElement
    {
        StringBuilder text = new();
        new FieldWriter(new GoJsonWriter(text, indent: 0)).Element(element, write);
        return Sha256.Hex(Encoding.UTF8.GetBytes(text.ToString()));
    }
}

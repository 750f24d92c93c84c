using System.Security.Cryptography;
using System.Text;

namespace Berth.Compose;

/// <summary>Hashes by which a change of configuration is seen.</summary>
internal static class ServiceHash
{
    public static string Of(ComposeProject project, ServiceConfig service) =>
        Hash($"{project.Name} {service.Image} {string.Join(' ', service.Command ?? [])} {string.Join(' ', service.Environment)} {string.Join(' ', service.Ports.Select(p => p.Published + p.Target))} {service.NetworkMode}");

    public static string Of(NetworkConfig network) => Hash(network.Name + network.Driver + network.Internal);

    public static string Of(VolumeConfig volume) => Hash(volume.Name + volume.Driver);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

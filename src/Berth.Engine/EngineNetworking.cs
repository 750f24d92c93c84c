using System.Net;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Opens the engine's networks with what its options say of them.</summary>
internal static class EngineNetworking
{
    /// <summary>Opens them.</summary>
    /// <exception cref="DockerException">An address pool can't be.</exception>
    public static IContainerNetworking Open(EngineOptions options)
    {
        var own = new NetworkingOptions
        {
            Root = options.Root,
            Run = options.Run,
            OpenPorts = options.PublishMode == "open",
        };
        return new ContainerNetworking(
            options.AddressPools.Count > 0 ? own with { Pools = [.. options.AddressPools.Select(Pool)] } : own,
            options.Time,
            failure => options.Log(failure.Message));
    }

    // base=10.0.0.0/8,size=24
    private static (IPNetwork Network, int Length) Pool(string text)
    {
        IPNetwork? network = null;
        int? size = null;
        foreach (string part in text.Split(','))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string value = part[(equals + 1)..];
            switch (equals < 0 ? "" : part[..equals])
            {
                case "base" when IPNetwork.TryParse(value, out var parsed):
                    network = parsed;
                    break;
                case "size" when int.TryParse(value, out int bits):
                    size = bits;
                    break;
                default:
                    throw Invalid(text);
            }
        }

        return network is { } pool && size is { } length && length >= pool.PrefixLength ? (pool, length) : throw Invalid(text);
    }

    private static DockerException Invalid(string text) =>
        new(DockerErrorKind.InvalidParameter, $"invalid address pool \"{text}\": it is written base=NETWORK/BITS,size=BITS");
}

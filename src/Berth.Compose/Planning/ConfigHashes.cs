namespace Berth.Compose;

/// <summary>How the hashes are made by which a change of configuration is seen.</summary>
internal sealed record ConfigHashes(Func<ServiceConfig, string> Service, Func<NetworkConfig, string> Network, Func<VolumeConfig, string> Volume);

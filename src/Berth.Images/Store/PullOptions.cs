namespace Berth.Images;

/// <summary>What a pull may be given.</summary>
public sealed record PullOptions
{
    /// <summary>The credential for the registry; null for none.</summary>
    public RegistryCredential? Credential { get; init; }

    /// <summary>The platform whose image is wanted; null for this machine's.</summary>
    public OciPlatform? Platform { get; init; }
}

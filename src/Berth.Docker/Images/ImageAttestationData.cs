namespace Berth.Docker;

/// <summary>What an attestation is about.</summary>
public sealed record ImageAttestationData
{
    /// <summary>The digest of the image's manifest.</summary>
    public string For { get => field ?? ""; init; }
}

namespace Berth.Compose;

/// <summary>Windows credential specification.</summary>
public sealed record ServiceCredentialSpec : ComposeElement
{
    /// <summary>Config.</summary>
    public string Config { get; init; } = "";

    /// <summary>File.</summary>
    public string File { get; init; } = "";

    /// <summary>Registry key.</summary>
    public string Registry { get; init; } = "";
}

namespace Berth.Cli;

/// <summary>A context of the client's configuration: an engine's address with a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What its maker wrote about it.</param>
/// <param name="Host">The engine's address.</param>
/// <param name="SkipVerify">Whether the engine's certificate is not checked.</param>
/// <param name="TlsFolder">Folder of its certificates and key, or null.</param>
internal sealed record ClientContext(string Name, string Description, string Host, bool SkipVerify, string? TlsFolder)
{
    /// <summary>The name of the context that is none.</summary>
    public const string DefaultName = "default";
}

namespace Berth.Cli;

/// <summary>How an engine at a <c>tcp://</c> address is spoken to.</summary>
/// <param name="Wanted">Whether with TLS.</param>
/// <param name="Verify">Whether the engine's certificate is checked.</param>
/// <param name="Authority">File of the certificates that are trusted, or null for the default.</param>
/// <param name="Certificate">File of the client's certificate, or null for the default.</param>
/// <param name="Key">File of its key, or null for the default.</param>
internal sealed record TlsOptions(bool Wanted, bool Verify, string? Authority, string? Certificate, string? Key);

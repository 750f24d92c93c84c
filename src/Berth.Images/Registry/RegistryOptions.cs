namespace Berth.Images;

/// <summary>How registries are reached, as dockerd's configuration has it.</summary>
public sealed record RegistryOptions
{
    /// <summary>
    /// Mirrors of Docker Hub, tried in order before it (dockerd's <c>registry-mirrors</c>): <c>https://host[:port][/]</c>, or
    /// <c>http://…</c>, which is then used without encryption.
    /// </summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    /// <summary>
    /// Registries whose certificate isn't checked and that may be spoken to in plain HTTP (dockerd's <c>insecure-registries</c>): host names with
    /// their port, or address ranges such as <c>10.1.0.0/16</c>. Loopback addresses always belong to them.
    /// </summary>
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    /// <summary>The folder with a registry's own certificates: <c>HOST[:PORT]/*.crt</c> authorities, <c>*.cert</c> and <c>*.key</c> of the client.</summary>
    public string CertificatesFolder { get; init; } = "/etc/docker/certs.d";

    /// <summary>The longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest wait for the first byte of an answer.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause within a body before the transfer is taken for dead and begun again where it stopped.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is tried that fails in a way that may pass.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second try; each further one doubles it. What a registry asks for in Retry-After goes first.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two tries; a registry that asks for a longer one gets an error that says so.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}

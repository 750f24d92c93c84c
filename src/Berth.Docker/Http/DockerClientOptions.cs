namespace Berth.Docker;

/// <summary>How a <see cref="DockerClient"/> reaches its engine.</summary>
public sealed record DockerClientOptions
{
    /// <summary>
    /// Opens a connection. The stream's reads and writes may go on at the same time, and disposing it ends both. It may be one
    /// that completes synchronously. It implements <see cref="IHalfClosable"/> if it can.
    /// </summary>
    public required Func<CancellationToken, ValueTask<Stream>> Dial { get; init; }

    /// <summary>The engine's address as users write it, for messages.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The version of the API to speak; null asks the engine first and takes the highest that both speak.</summary>
    public string? ApiVersion { get; init; } = DockerClient.MaxApiVersion;

    public string UserAgent { get; init; } = "berth";

    /// <summary>The Host header.</summary>
    public string Host { get; init; } = "docker";

    /// <summary>Headers that each request carries.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

namespace Berth.Images;

/// <summary>What all conversations with registries share: connections, tokens, and the rules of trying again.</summary>
internal sealed class RegistryServices : IDisposable
{
    /// <summary>Sets it up.</summary>
    public RegistryServices(RegistryOptions options, TimeProvider time)
    {
        Options = options;
        Http = new RegistryHttp(options, time);
        Tokens = new TokenSource(Http, time);
        Retry = new RetryPolicy(options, time);
        Endpoints = new EndpointList(options);
    }

    public RegistryOptions Options { get; }

    public RegistryHttp Http { get; }

    public TokenSource Tokens { get; }

    public RetryPolicy Retry { get; }

    public EndpointList Endpoints { get; }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}

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

    /// <summary>Asks the places where a name's repository may be, mirrors first, until one has an answer; of failures the registry's own is told.</summary>
    public async Task<T> AskAsync<T>(ImageReference name, Func<RegistryEndpoint, Task<T>> ask)
    {
        RegistryException? mirrorFault = null;
        foreach (RegistryEndpoint endpoint in Endpoints.ForPull(name.Domain))
        {
            try
            {
                return await ask(endpoint).ConfigureAwait(false);
            }
            catch (RegistryException e) when (endpoint.IsMirror)
            {
                mirrorFault = e;
            }
            catch (RegistryException e)
            {
                RegistryException told = RegistryErrors.ForPull(e, name);
                throw mirrorFault is null ? told : new RegistryException(told.Kind, $"{told.Message} (and the mirror says: {mirrorFault.Message})", told.Status, told.Code, e);
            }
        }

        throw new InvalidOperationException("a list of endpoints ends with the registry");
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}

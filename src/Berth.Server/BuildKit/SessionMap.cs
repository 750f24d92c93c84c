using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Berth.Server;

/// <summary>Things of a client's by their names, which its session is asked for when one is wanted: it can't be told which there are.</summary>
/// <param name="session">The client's session.</param>
/// <param name="method">What the session must serve.</param>
internal abstract class SessionMap<T>(BuildSession session, string method) : IReadOnlyDictionary<string, T>
    where T : class
{
    public IEnumerable<string> Keys => [];

    public IEnumerable<T> Values => [];

    public int Count => 0;

    /// <summary>The session.</summary>
    protected BuildSession Session => session;

    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        value = session.Serves(method) ? AskOrNullAsync(key).GetAwaiter().GetResult() : null;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => Enumerable.Empty<KeyValuePair<string, T>>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Asks for one; null where there is none.</summary>
    protected abstract Task<T?> AskAsync(string key);

    private async Task<T?> AskOrNullAsync(string key)
    {
        try
        {
            return await AskAsync(key).ConfigureAwait(false);
        }
        catch (Exception e) when (e is GrpcException or IOException)
        {
            // A client that has none may say so in many ways; who needs it decides.
            return null;
        }
    }
}

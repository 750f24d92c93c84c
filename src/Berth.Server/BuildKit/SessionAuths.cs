using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Berth.Docker;

namespace Berth.Server;

/// <summary>The client's logins, which its session is asked for when one is wanted (<c>moby.filesync.v1.Auth/Credentials</c>).</summary>
internal sealed class SessionAuths(BuildSession session, CancellationToken cancel) : IReadOnlyDictionary<string, AuthConfig>
{
    private const string Method = "/moby.filesync.v1.Auth/Credentials";

    public IEnumerable<string> Keys => [];

    public IEnumerable<AuthConfig> Values => [];

    public int Count => 0;

    public AuthConfig this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out AuthConfig value)
    {
        value = session.Serves(Method) ? AskAsync(key).GetAwaiter().GetResult() : null;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, AuthConfig>> GetEnumerator() => Enumerable.Empty<KeyValuePair<string, AuthConfig>>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private async Task<AuthConfig?> AskAsync(string host)
    {
        try
        {
            var (user, secret) = ("", "");
            for (var reader = new ProtoReader(await session.CallAsync(Method, ProtoWriter.Message(request => request.Text(1, host)), cancel).ConfigureAwait(false)); reader.Next();)
            {
                (user, secret) = reader.Field == 1 ? (reader.Text, secret) : reader.Field == 2 ? (user, reader.Text) : (user, secret);
            }

            return secret.Length == 0 ? null : user.Length == 0 ? new AuthConfig { IdentityToken = secret } : new AuthConfig { Username = user, Password = secret };
        }
        catch (Exception e) when (e is GrpcException or IOException)
        {
            // A client that has no login for a host may say so in many ways; without one the registry decides.
            return null;
        }
    }
}

using Berth.Docker;

namespace Berth.Server;

/// <summary>The client's logins (<c>moby.filesync.v1.Auth/Credentials</c>); without one the registry decides.</summary>
internal sealed class SessionAuths(BuildSession session, CancellationToken cancel) : SessionMap<AuthConfig>(session, Method)
{
    private const string Method = "/moby.filesync.v1.Auth/Credentials";

    protected override async Task<AuthConfig?> AskAsync(string key)
    {
        var (user, secret) = ("", "");
        for (var reader = new ProtoReader(await Session.CallAsync(Method, ProtoWriter.Message(request => request.Text(1, key)), cancel).ConfigureAwait(false)); reader.Next();)
        {
            (user, secret) = reader.Field == 1 ? (reader.Text, secret) : reader.Field == 2 ? (user, reader.Text) : (user, secret);
        }

        return secret.Length == 0 ? null : user.Length == 0 ? new AuthConfig { IdentityToken = secret } : new AuthConfig { Username = user, Password = secret };
    }
}

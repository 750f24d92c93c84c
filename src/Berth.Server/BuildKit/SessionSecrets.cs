namespace Berth.Server;

/// <summary>The client's secrets (<c>moby.buildkit.secrets.v1.Secrets/GetSecret</c>).</summary>
internal sealed class SessionSecrets(BuildSession session, CancellationToken cancel) : SessionMap<byte[]>(session, Method)
{
    private const string Method = "/moby.buildkit.secrets.v1.Secrets/GetSecret";

    protected override async Task<byte[]?> AskAsync(string key) =>
        ProtoReader.BytesOf(await Session.CallAsync(Method, ProtoWriter.Message(request => request.Text(1, key)), cancel).ConfigureAwait(false), 1);
}

using Berth.Docker;

namespace Berth.Server;

/// <summary>The client's SSH agents (<c>moby.sshforward.v1.SSH</c>): whether there is one is asked first, then each connection is a call of its own.</summary>
internal sealed class SessionAgents(BuildSession session, CancellationToken cancel) : SessionMap<ISshAgent>(session, Check)
{
    private const string Check = "/moby.sshforward.v1.SSH/CheckAgent", Forward = "/moby.sshforward.v1.SSH/ForwardAgent";

    protected override async Task<ISshAgent?> AskAsync(string key)
    {
        await Session.CallAsync(Check, ProtoWriter.Message(request => request.Text(1, key)), cancel).ConfigureAwait(false);
        return new Agent(Session, key);
    }

    private sealed class Agent(BuildSession session, string id) : ISshAgent
    {
        public Task<Stream> OpenAsync(CancellationToken cancel = default) =>
            Task.FromResult<Stream>(new SessionStream(session.Open(Forward, [new("buildkit.ssh.id", id)], cancel), cancel));
    }
}

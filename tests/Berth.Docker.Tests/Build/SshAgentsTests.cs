using System.Net.Sockets;

namespace Berth.Docker.Tests.Build;

public sealed class SshAgentsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-agents-").FullName;

    [Fact]
    public void A_socket_is_an_agent_and_a_key_is_none()
    {
        string socket = Path.Combine(_folder, "agent"), key = Path.Combine(_folder, "key");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        File.WriteAllText(key, "");
        Assert.Equal(socket, SshAgents.Find("x", socket, null, isElsewhere: false).Path);
        Assert.Equal(socket, SshAgents.Find("default", "", socket, isElsewhere: false).Path);
        Assert.Contains($"ssh-add {key}", Wrong("x", key, null, isElsewhere: false), StringComparison.Ordinal);
        Assert.Contains("the engine is on another machine", Wrong("x", socket, null, isElsewhere: true), StringComparison.Ordinal);
        Assert.Contains("make sure SSH_AUTH_SOCK is set", Wrong("default", "", null, isElsewhere: false), StringComparison.Ordinal);
        Assert.Contains("stat /no/such: no such file", Wrong("x", "/no/such", socket, isElsewhere: false), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Wrong(string id, string path, string? own, bool isElsewhere) => Assert.Throws<DockerException>(() => SshAgents.Find(id, path, own, isElsewhere)).Message;
}

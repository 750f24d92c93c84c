namespace Berth.Docker;

/// <summary>Finds the SSH agents that the caller of a build lets its steps use.</summary>
public static class SshAgents
{
    /// <summary>The variable that names the caller's own agent.</summary>
    public const string Variable = "SSH_AUTH_SOCK";

    private const int NotAFile = 6 /* ENXIO */;

    /// <summary>Finds one.</summary>
    /// <param name="id">What steps call it.</param>
    /// <param name="path">Its socket; empty: the caller's own agent's.</param>
    /// <param name="own">The caller's own agent's socket, or null.</param>
    /// <param name="isElsewhere">The engine is on another machine.</param>
    /// <exception cref="DockerException">InvalidParameter: there is none, or it can't be used.</exception>
    public static SshAgentSocket Find(string id, string path, string? own, bool isElsewhere)
    {
        if (isElsewhere) throw Invalid($"SSH agent {id}: the engine is on another machine, which this one's agent is not passed on to: build where the agent is, or without --ssh");
        if (path.Length == 0 && string.IsNullOrEmpty(own)) throw Invalid($"SSH agent {id}: invalid empty ssh agent socket: make sure {Variable} is set");
        string socket = Path.GetFullPath(path.Length > 0 ? path : own!);
        if (!File.Exists(socket)) throw Invalid($"SSH agent {id}: stat {socket}: no such file or directory");
        return IsSocket(id, socket)
            ? new SshAgentSocket(socket)
            : throw Invalid($"SSH agent {id}: {socket} is no agent's socket; a key is used through an agent: start one (eval $(ssh-agent)), add the key (ssh-add {socket}), and name the agent alone ({id})");
    }

    // A socket is what can't be opened as a file: open(2), ENXIO.
    private static bool IsSocket(string id, string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
            return false;
        }
        catch (UnauthorizedAccessException e)
        {
            throw Invalid($"SSH agent {id}: {e.Message}");
        }
        catch (IOException e)
        {
            return e.HResult == NotAFile;
        }
    }

    private static DockerException Invalid(string message) => new(DockerErrorKind.InvalidParameter, message);
}

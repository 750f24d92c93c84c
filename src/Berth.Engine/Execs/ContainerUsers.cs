using System.Globalization;
using Berth.Docker;
using Berth.Linux;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Looks users up in a running container, so that an unknown one is an answer of its own and not a line in a stream.</summary>
internal static class ContainerUsers
{
    /// <summary>Checks <c>user[:group]</c>; numbers need no entry.</summary>
    /// <exception cref="DockerException">One is neither a number nor known to the container.</exception>
    public static async Task CheckAsync(IMonitorLink monitor, string user)
    {
        int colon = user.IndexOf(':', StringComparison.Ordinal);
        var (name, group) = colon < 0 ? (user, "") : (user[..colon], user[(colon + 1)..]);
        bool named = name.Length > 0 && !IsNumber(name), grouped = group.Length > 0 && !IsNumber(group);
        if (!named && !grouped)
        {
            return;
        }

        try
        {
            var (network, handle) = await monitor.NamespaceAsync().ConfigureAwait(false);
            network?.Dispose();
            using var root = new RootedFolder(handle);
            if (named && !Knows(root, "/etc/passwd", name))
            {
                throw new DockerException(DockerErrorKind.System, $"unable to find user {name}: no matching entries in passwd file");
            }

            if (grouped && !Knows(root, "/etc/group", group))
            {
                throw new DockerException(DockerErrorKind.System, $"unable to find group {group}: no matching entries in group file");
            }
        }
        catch (MonitorException e)
        {
            throw new DockerException(DockerErrorKind.Conflict, e.Message, e);
        }
    }

    private static bool IsNumber(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool Knows(RootedFolder root, string path, string name)
    {
        using var file = root.OpenIfExists(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking);
        if (file is null)
        {
            return false;
        }

        using var reader = new StreamReader(new FileStream(file, FileAccess.Read, bufferSize: 0));
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(name + ":", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

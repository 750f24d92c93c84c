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

    /// <summary>The numbers of <c>user[:group]</c> among a container's files; without a group, the user's own.</summary>
    /// <exception cref="DockerException">A name isn't known to the container.</exception>
    public static (uint User, uint Group) Find(ContainerTree tree, string user)
    {
        int colon = user.IndexOf(':', StringComparison.Ordinal);
        var (name, group) = colon < 0 ? (user, "") : (user[..colon], user[(colon + 1)..]);
        string[]? entry = Line(tree, "/etc/passwd", fields => fields[0] == name || (fields.Length > 2 && fields[2] == name));
        uint id = Number(name) ?? Number(entry?.ElementAtOrDefault(2)) ?? throw new DockerException(
            DockerErrorKind.System, $"unable to find user {name}: no matching entries in passwd file");
        if (group.Length == 0)
        {
            return (id, Number(entry?.ElementAtOrDefault(3)) ?? 0);
        }

        uint groupId = Number(group) ?? Number(Line(tree, "/etc/group", fields => fields[0] == group)?.ElementAtOrDefault(2)) ?? throw new DockerException(
            DockerErrorKind.System, $"unable to find group {group}: no matching entries in group file");
        return (id, groupId);
    }

    private static uint? Number(string? text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;

    private static string[]? Line(ContainerTree tree, string path, Func<string[], bool> wanted)
    {
        string resolved = tree.Resolve(path, followLast: true);
        if (tree.Stat(resolved) is not { Kind: FileKind.Regular })
        {
            return null;
        }

        using var reader = new StreamReader(new FileStream(tree.Open(resolved, OpenFlags.ReadOnly), FileAccess.Read, bufferSize: 0));
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(':');
            if (wanted(fields))
            {
                return fields;
            }
        }

        return null;
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

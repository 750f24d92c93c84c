using System.Globalization;
using Berth.Docker;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>Looks users up in a running container, so that an unknown one is an answer of its own and not a line in a stream.</summary>
internal static class ContainerUsers
{
    /// <summary>Checks <c>user[:group]</c>; numbers need no entry.</summary>
    /// <exception cref="DockerException">One is neither a number nor known to the container.</exception>
    public static async Task CheckAsync(IMonitorLink monitor, string user)
    {
        var (name, group) = Split(user);
        bool named = name.Length > 0 && Number(name) is null, grouped = group.Length > 0 && Number(group) is null;
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
                throw NoUser(name);
            }

            if (grouped && !Knows(root, "/etc/group", group))
            {
                throw NoGroup(group);
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
        var (name, group) = Split(user);
        string[]? entry = Line(tree, "/etc/passwd", fields => fields[0] == name || (fields.Length > 2 && fields[2] == name));
        uint id = Number(name) ?? Number(entry?.ElementAtOrDefault(2)) ?? throw NoUser(name);
        if (group.Length == 0)
        {
            return (id, Number(entry?.ElementAtOrDefault(3)) ?? 0);
        }

        uint groupId = Number(group) ?? Number(Line(tree, "/etc/group", fields => fields[0] == group)?.ElementAtOrDefault(2)) ?? throw NoGroup(group);
        return (id, groupId);
    }

    private static (string Name, string Group) Split(string user)
    {
        int colon = user.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (user, "") : (user[..colon], user[(colon + 1)..]);
    }

    private static DockerException NoUser(string name) => new(DockerErrorKind.System, $"unable to find user {name}: no matching entries in passwd file");

    private static DockerException NoGroup(string name) => new(DockerErrorKind.System, $"unable to find group {name}: no matching entries in group file");

    private static uint? Number(string? text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;

    private static string[]? Line(ContainerTree tree, string path, Func<string[], bool> wanted)
    {
        string resolved = tree.Resolve(path, followLast: true);
        return tree.Stat(resolved) is { Kind: FileKind.Regular } ? Line(tree.Open(resolved, OpenFlags.ReadOnly), wanted) : null;
    }

    private static bool Knows(RootedFolder root, string path, string name) =>
        root.OpenIfExists(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking) is { } file && Line(file, fields => fields.Length > 1 && fields[0] == name) is not null;

    // The fields of the first line that is wanted; closes the file.
    private static string[]? Line(SafeFileHandle file, Func<string[], bool> wanted)
    {
        using var reader = new StreamReader(new FileStream(file, FileAccess.Read, bufferSize: 0));
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
}

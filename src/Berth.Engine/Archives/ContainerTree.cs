using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// A container's files as its processes see them. Of a running one, the root that its monitor gave has all mounts; of one that doesn't run, its
/// volumes and binds are laid over its root here. Links are resolved inside, name by name.
/// </summary>
internal sealed class ContainerTree : IDisposable
{
    private const int MostLinks = 255;

    private readonly RootedFolder _root;
    private readonly List<(string Destination, RootedFolder Root, bool ReadOnly)> _mounts = [];
    private readonly bool _readOnlyRoot;

    /// <summary>Takes a root over.</summary>
    /// <param name="root">The root.</param>
    /// <param name="readOnlyRoot">Nothing may be written but to mounts.</param>
    public ContainerTree(RootedFolder root, bool readOnlyRoot)
    {
        _root = root;
        _readOnlyRoot = readOnlyRoot;
    }

    /// <summary>Lays a folder of the host over a place.</summary>
    public void Add(string destination, RootedFolder root, bool readOnly)
    {
        _mounts.Add((destination, root, readOnly));
        _mounts.Sort((one, other) => other.Destination.Length - one.Destination.Length);
    }

    /// <summary>The path without links, but for the last name where it isn't to be followed. What doesn't exist is taken as it stands.</summary>
    /// <exception cref="DockerException">There are too many links.</exception>
    public string Resolve(string path, bool followLast)
    {
        var pending = new Stack<string>(path.Split('/').Reverse());
        string resolved = "";
        int links = 0;
        while (pending.TryPop(out string? name))
        {
            if (name is "" or ".")
            {
                continue;
            }

            if (name == "..")
            {
                resolved = resolved[..Math.Max(0, resolved.LastIndexOf('/'))];
                continue;
            }

            string next = $"{resolved}/{name}";
            bool last = pending.All(rest => rest is "" or ".");
            if ((last && !followLast) || LinkAt(next) is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, $"too many links in {path}");
            }

            foreach (string part in target.Split('/').Reverse())
            {
                pending.Push(part);
            }

            resolved = target.StartsWith('/') ? "" : resolved;
        }

        return resolved.Length == 0 ? "/" : resolved;
    }

    /// <summary>What a resolved path is, not following a link at its end; null where there is nothing.</summary>
    public FileStat? Stat(string resolved)
    {
        var (root, path, _) = Locate(resolved);
        try
        {
            return root.StatIfExists(path);
        }
        catch (LinuxException e) when (e.Errno == Errno.ENOTDIR)
        {
            return null;
        }
    }

    /// <summary>Opens a resolved path.</summary>
    public SafeFileHandle Open(string resolved, OpenFlags flags)
    {
        var (root, path, _) = Locate(resolved);
        return root.Open(path, flags | OpenFlags.NoFollow);
    }

    /// <summary>The text of a link at a resolved path, or null where there is none.</summary>
    public string? LinkAt(string resolved)
    {
        if (Stat(resolved) is not { Kind: FileKind.SymbolicLink })
        {
            return null;
        }

        var (root, path, _) = Locate(resolved);
        try
        {
            return root.ReadLink(path);
        }
        catch (LinuxException e) when (e.Errno == Errno.ENOENT)
        {
            return null;   // /proc/self of another process namespace: it leads nowhere from here
        }
    }

    /// <summary>Whether a place may not be written to.</summary>
    public bool IsReadOnly(string resolved) => Locate(resolved).ReadOnly;

    /// <summary>Whether something of the host is laid over this place exactly.</summary>
    public bool HasMountAt(string resolved) => _mounts.Exists(mount => mount.Destination == resolved);

    /// <summary>The root that a resolved path lies in, and the path from there.</summary>
    public (RootedFolder Root, string Path, bool ReadOnly) Locate(string resolved)
    {
        foreach (var (destination, root, readOnly) in _mounts)
        {
            if (resolved == destination)
            {
                return (root, "/", readOnly);
            }

            if (resolved.StartsWith(destination, StringComparison.Ordinal) && resolved[destination.Length] == '/')
            {
                return (root, resolved[destination.Length..], readOnly);
            }
        }

        return (_root, resolved, _readOnlyRoot);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _root.Dispose();
        _mounts.ForEach(mount => mount.Root.Dispose());
    }
}

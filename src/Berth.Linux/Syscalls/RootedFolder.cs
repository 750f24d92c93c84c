using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>An open folder that stands for <c>/</c>: every path, absolute or not, is resolved inside it by the kernel (openat2(2), RESOLVE_IN_ROOT), so that no
/// <c>..</c> and no link, changed at whatever moment, leads out of it. Calls that make or change a name do it in the parent that was resolved so, and never follow
/// a link at the end of the path. All throw <see cref="LinuxException"/>. Disposing closes the descriptor.</summary>
public sealed class RootedFolder : IDisposable
{
    private const int MaxLinks = 40;

    /// <summary>Takes over an open folder.</summary>
    public RootedFolder(SafeFileHandle folder) => Handle = folder;

    /// <summary>The folder's descriptor; this object closes it.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Opens the folder at a path of this process, following links.</summary>
    public static RootedFolder Open(string path) => new(FileCalls.Open(path, OpenFlags.PathOnly | OpenFlags.Directory));

    /// <summary>Opens a path inside.</summary>
    public SafeFileHandle Open(string path, OpenFlags flags, int mode = 0) => FileCalls.Open(Handle, path, flags, mode, ResolveFlags.InRoot);

    /// <summary>Opens a path inside; null where it, or a folder on the way, doesn't exist.</summary>
    public SafeFileHandle? OpenIfExists(string path, OpenFlags flags) => FileCalls.OpenIfExists(Handle, path, flags, ResolveFlags.InRoot);

    /// <summary>Opens a folder inside as a root of its own.</summary>
    public RootedFolder OpenRoot(string path) => new(Open(path, OpenFlags.PathOnly | OpenFlags.Directory));

    /// <summary>Opens a folder inside, and makes it and its missing parents first.</summary>
    public SafeFileHandle CreateFolders(string path, int mode = 0x1ED /* 0755 */, uint user = 0, uint group = 0) => CreateFolders(path, mode, user, group, 0);

    /// <summary>Opens the parent of a path and gives the path's last name. The root's own name is <c>.</c>.</summary>
    public SafeFileHandle OpenParent(string path, out string name)
    {
        (string parent, name) = Split(path);
        return Open(parent, OpenFlags.PathOnly | OpenFlags.Directory);
    }

    /// <summary>What a path is; a link at its end is followed, inside, where <paramref name="follow"/> says so.</summary>
    public FileStat Stat(string path, bool follow = false)
    {
        using SafeFileHandle file = Open(path, follow ? OpenFlags.PathOnly : OpenFlags.PathOnly | OpenFlags.NoFollow);
        return FileCalls.Stat(file);
    }

    /// <summary>As <see cref="Stat"/>; null where there is no such file.</summary>
    public FileStat? StatIfExists(string path, bool follow = false)
    {
        using SafeFileHandle? file = OpenIfExists(path, follow ? OpenFlags.PathOnly : OpenFlags.PathOnly | OpenFlags.NoFollow);
        return file is null ? null : FileCalls.Stat(file);
    }

    /// <summary>The names in a folder inside.</summary>
    public List<FolderEntry> List(string path)
    {
        using SafeFileHandle folder = Open(path, OpenFlags.PathOnly | OpenFlags.Directory);
        return FileCalls.List(folder);
    }

    /// <summary>The text of a link inside, as it stands.</summary>
    public string ReadLink(string path)
    {
        using SafeFileHandle parent = OpenParent(path, out string name);
        return FileCalls.ReadLink(parent, name);
    }

    /// <summary>Makes a folder; EEXIST where the name is taken.</summary>
    public void MakeFolder(string path, int mode = 0x1ED /* 0755 */)
    {
        using SafeFileHandle parent = OpenParent(path, out string name);
        FileCalls.MakeFolder(parent, name, mode);
    }

    /// <summary>Makes a device node, pipe, socket name or empty file.</summary>
    public void MakeNode(string path, FileKind kind, int mode, DeviceNumber device = default)
    {
        using SafeFileHandle parent = OpenParent(path, out string name);
        FileCalls.MakeNode(parent, name, kind, mode, device);
    }

    /// <summary>Makes a symbolic link at <paramref name="path"/> with the text <paramref name="target"/>.</summary>
    public void MakeSymlink(string target, string path)
    {
        using SafeFileHandle parent = OpenParent(path, out string name);
        FileCalls.MakeSymlink(target, parent, name);
    }

    /// <summary>Makes a second name for a file; both paths are inside.</summary>
    public void MakeLink(string existing, string path)
    {
        using SafeFileHandle from = OpenParent(existing, out string existingName);
        using SafeFileHandle to = OpenParent(path, out string name);
        FileCalls.MakeLink(from, existingName, to, name);
    }

    /// <summary>Sets owner and group.</summary>
    public void SetOwner(string path, uint user, uint group)
    {
        using SafeFileHandle parent = OpenParent(path, out string name);
        FileCalls.SetOwner(parent, name, user, group);
    }

    /// <summary>Sets permissions.</summary>
    public void SetMode(string path, int mode)
    {
        using SafeFileHandle parent = OpenParent(path, out string name);
        FileCalls.SetMode(parent, name, mode);
    }

    /// <summary>Sets times.</summary>
    public void SetTimes(string path, FileTime access, FileTime modify)
    {
        using SafeFileHandle parent = OpenParent(path, out string name);
        FileCalls.SetTimes(parent, name, access, modify);
    }

    /// <summary>Sets an extended attribute.</summary>
    public void SetAttribute(string path, string attribute, ReadOnlySpan<byte> value)
    {
        using SafeFileHandle parent = OpenParent(path, out string name);
        FileCalls.SetAttribute(parent, name, attribute, value);
    }

    /// <summary>Renames; both paths are inside.</summary>
    public void Rename(string from, string to, RenameOptions options = RenameOptions.None)
    {
        using SafeFileHandle fromParent = OpenParent(from, out string fromName);
        using SafeFileHandle toParent = OpenParent(to, out string toName);
        FileCalls.Rename(fromParent, fromName, toParent, toName, options);
    }

    /// <summary>Removes a name and, for a folder, all that is in it; crosses no mount point. No such name is no error.</summary>
    public void RemoveTree(string path)
    {
        (string parentPath, string name) = Split(path);
        using SafeFileHandle? parent = OpenIfExists(parentPath, OpenFlags.PathOnly | OpenFlags.Directory);
        if (parent is not null)
        {
            FileCalls.RemoveTree(parent, name);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    private SafeFileHandle CreateFolders(string path, int mode, uint user, uint group, int links)
    {
        if (OpenIfExists(path, OpenFlags.PathOnly | OpenFlags.Directory) is SafeFileHandle there)
        {
            return there;
        }
        (string parentPath, string name) = Split(path);
        using SafeFileHandle parent = CreateFolders(parentPath, mode, user, group, links);
        if (FileCalls.MakeFolderIfMissing(parent, name, mode) && (user != 0 || group != 0))
        {
            FileCalls.SetOwner(parent, name, user, group);
        }
        FileStat? made = FileCalls.StatIfExists(parent, name);
        if (made?.Kind == FileKind.SymbolicLink && links < MaxLinks)   // a link to a folder that isn't there yet: make that one
        {
            string target = FileCalls.ReadLink(parent, name);
            CreateFolders(target.StartsWith('/') ? target : $"{parentPath}/{target}", mode, user, group, links + 1).Dispose();
        }
        return Open(path, OpenFlags.PathOnly | OpenFlags.Directory);
    }

    // "a/b/../c" keeps its middle: the kernel resolves it. Only a last ".." would name a place that isn't below the parent.
    private static (string Parent, string Name) Split(string path)
    {
        string trimmed = path.TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        string name = trimmed[(slash + 1)..];
        return name switch
        {
            "" => ("/", "."),
            ".." => throw new LinuxException("resolve", path, Errno.EINVAL),
            "." when slash > 0 => Split(trimmed[..slash]),
            _ => (slash <= 0 ? "/" : trimmed[..slash], name),
        };
    }
}

using Berth.Linux;

namespace Berth.Engine;

/// <summary>Files that are seen whole or not at all, at whatever instruction the engine is killed.</summary>
internal static class AtomicFile
{
    private const string Aside = ".new";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Permissions of files that containers read.</summary>
    public const UnixFileMode WorldReadable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Permissions of folders that everybody may read.</summary>
    public const UnixFileMode WorldFolder =
        WorldReadable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Permissions of folders that others may pass through: containers' users reach their volumes so.</summary>
    public const UnixFileMode PassageFolder = OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Permissions of folders for the engine alone.</summary>
    public const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Writes a file aside and renames it into place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of its bytes.</param>
    /// <param name="durable">The content is on the disk before the rename, and the rename before this returns.</param>
    /// <param name="mode">The file's permissions; null is for its owner only.</param>
    /// <exception cref="IOException">The file could not be written; the old one is still there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool durable = false, UnixFileMode? mode = null)
    {
        string aside = path + Aside;
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0, UnixCreateMode = mode ?? OwnerOnly,
        };
        using (var file = new FileStream(aside, options))
        {
            file.Write(content);
            if (durable)
            {
                file.Flush(flushToDisk: true);
            }
        }

        File.Move(aside, path, overwrite: true);
        if (durable)
        {
            Sync(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Reads a file, or gives null where there is none.</summary>
    public static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Brings a file or a folder's entries to the disk.</summary>
    public static void Sync(string path)
    {
        using var file = FileCalls.Open(path, OpenFlags.ReadOnly);
        FileCalls.Sync(file);
    }
}

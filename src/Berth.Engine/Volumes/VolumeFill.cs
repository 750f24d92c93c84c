using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// Puts an image's files into an empty folder so that, whenever this is broken off, it can be taken back or finished: a whole copy is made aside, becomes
/// the one to move from by a rename, and its entries are renamed into place one by one. The folder itself stays the same one: a container that has it
/// mounted meanwhile sees the files.
/// </summary>
internal static class VolumeFill
{
    private const string CopyName = "_copy";
    private const string WholeName = "_fill";
    private const string Hidden = ".berth";

    /// <summary>Fills a volume's own folder; the copy stands beside it.</summary>
    /// <param name="source">The image's folder.</param>
    /// <param name="volume">The volume's folder, with <c>_data</c> in it.</param>
    public static void Run(SafeFileHandle source, string volume)
    {
        using var aside = OpenFolder(FileCalls.WorkingFolder, volume);
        using var target = OpenFolder(aside, "_data");
        Copy(source, aside, target, "");
    }

    /// <summary>Fills a folder of another file system, or of the host; the copy stands in it.</summary>
    public static void RunInside(SafeFileHandle source, string folder)
    {
        using var target = OpenFolder(FileCalls.WorkingFolder, folder);
        Copy(source, target, target, Hidden);
    }

    /// <summary>Nothing but what a broken-off filling left is in a folder.</summary>
    public static bool IsEmpty(string folder) =>
        !Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) is not (Hidden + CopyName or Hidden + WholeName));

    /// <summary>Finishes what was whole, removes what was not, in a volume's own folder; false where nothing was broken off.</summary>
    public static bool Recover(string volume)
    {
        if (!Directory.Exists(volume + "/" + CopyName) && !Directory.Exists(volume + "/" + WholeName))
        {
            return false;
        }

        using var aside = OpenFolder(FileCalls.WorkingFolder, volume);
        using var target = OpenFolder(aside, "_data");
        Recover(aside, target, "");
        return true;
    }

    /// <summary>The same for a folder that was filled inside.</summary>
    public static void RecoverInside(string folder)
    {
        using var target = OpenFolder(FileCalls.WorkingFolder, folder);
        Recover(target, target, Hidden);
    }

    private static void Copy(SafeFileHandle source, SafeFileHandle aside, SafeFileHandle target, string prefix)
    {
        Recover(aside, target, prefix);
        TreeCopy.Copy(source, aside, prefix + CopyName);
        FileCalls.Rename(aside, prefix + CopyName, aside, prefix + WholeName);
        Move(aside, prefix + WholeName, target);
    }

    private static void Recover(SafeFileHandle aside, SafeFileHandle target, string prefix)
    {
        if (FileCalls.StatIfExists(aside, prefix + CopyName) is not null)
        {
            FileCalls.RemoveTree(aside, prefix + CopyName);
        }

        Move(aside, prefix + WholeName, target);
    }

    private static void Move(SafeFileHandle aside, string name, SafeFileHandle target)
    {
        using var whole = FileCalls.OpenIfExists(aside, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
        if (whole is null)
        {
            return;
        }

        foreach (var entry in FileCalls.List(whole))
        {
            try
            {
                FileCalls.Rename(whole, entry.Name, target, entry.Name, RenameOptions.NoReplace);
            }
            catch (LinuxException e) when (e.Errno == Errno.EEXIST)
            {
                // A container that has the folder has made this name meanwhile: its own stays.
            }
        }

        var stat = FileCalls.Stat(whole);
        FileCalls.SetOwner(target, stat.User, stat.Group);
        FileCalls.SetMode(target, stat.Mode);
        FileCalls.SetTimes(target, stat.AccessTime, stat.ModifyTime);
        FileCalls.RemoveTree(aside, name);
    }

    private static SafeFileHandle OpenFolder(SafeFileHandle folder, string path) => FileCalls.Open(folder, path, OpenFlags.ReadOnly | OpenFlags.Directory);
}

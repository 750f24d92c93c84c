using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>Small files that are whole or as they were before, whatever happens: written aside, synced, renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Puts <paramref name="content"/> in place of the file at <paramref name="path"/>.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string aside = $"{path}.{Random.Shared.NextInt64():x}.new"; // two may write the same blob at once
        try
        {
            using (SafeFileHandle file = FileCalls.Open(aside, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate | OpenFlags.NoFollow, 0x180 /* 0600 */))
            {
                FileCalls.Write(file, content);
                FileCalls.Sync(file);
            }

            FileCalls.Rename(FileCalls.WorkingFolder, aside, FileCalls.WorkingFolder, path);
            SyncFolder(Path.GetDirectoryName(path)!);
        }
        catch (LinuxException e)
        {
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, aside);
            throw StoreFaults.Of(e, "write " + path);
        }
    }

    /// <summary>Brings a folder's names to the disk.</summary>
    public static void SyncFolder(string path)
    {
        using SafeFileHandle folder = FileCalls.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
        FileCalls.Sync(folder);
    }
}

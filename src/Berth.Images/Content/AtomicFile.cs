using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>
/// Small files that are whole or as they were before, whoever is killed: written aside and renamed. Whether that outlives the machine going
/// down the next moment is asked for separately, because it costs the wait for everything that was written before.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Puts <paramref name="content"/> in place of the file at <paramref name="path"/>; <paramref name="sync"/>: and waits until it is on the disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content, bool sync = false)
    {
        string aside = $"{path}.{Random.Shared.NextInt64():x}.new"; // two may write the same blob at once
        try
        {
            using (SafeFileHandle file = FileCalls.Open(aside, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate | OpenFlags.NoFollow, 0x180 /* 0600 */))
            {
                FileCalls.Write(file, content);
                if (sync)
                {
                    FileCalls.Sync(file);
                }
            }

            FileCalls.Rename(FileCalls.WorkingFolder, aside, FileCalls.WorkingFolder, path);
            if (sync)
            {
                SyncFolder(Path.GetDirectoryName(path)!);
            }
        }
        catch (LinuxException e)
        {
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, aside);
            throw StoreFaults.Of(e, "write " + path);
        }
    }

    private static void SyncFolder(string path)
    {
        using SafeFileHandle folder = FileCalls.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
        FileCalls.Sync(folder);
    }
}

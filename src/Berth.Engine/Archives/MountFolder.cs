using Berth.Linux;

namespace Berth.Engine;

/// <summary>Makes what a mount shows: folders and files of this host with the owners and modes that they are to have in a container.</summary>
public static class MountFolder
{
    /// <summary>Unpacks an archive into a folder, as whom and with what modes it says.</summary>
    /// <param name="path">The folder, which is there.</param>
    /// <param name="archive">A tar archive.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    public static void Unpack(string path, Stream archive, CancellationToken cancel)
    {
        using var extractor = new TreeExtractor(RootedFolder.Open(path), owner: null, noOverwriteDirNonDir: false);
        extractor.Extract(archive, cancel);
    }

    /// <summary>Gives a file, folder or socket to somebody.</summary>
    /// <param name="path">Its path; a link is not followed.</param>
    /// <param name="user">Number of the owner.</param>
    /// <param name="group">Number of the group.</param>
    /// <param name="mode">Permission bits.</param>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    public static void Give(string path, int user, int group, int mode)
    {
        FileCalls.SetOwner(FileCalls.WorkingFolder, path, (uint)user, (uint)group);
        FileCalls.SetMode(FileCalls.WorkingFolder, path, mode);
    }

    /// <summary>How much of its disk a folder takes.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Bytes; 0 where it isn't there.</returns>
    public static long SizeOf(string path) => DiskSpace.Of(path);

    /// <summary>Removes a folder with all that is in it; one that isn't there is no error.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    public static void Remove(string path) => FileCalls.RemoveTree(FileCalls.WorkingFolder, path);
}

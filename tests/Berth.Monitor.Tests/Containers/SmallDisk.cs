using Berth.Linux;

namespace Berth.Monitor.Tests;

/// <summary>A folder that holds little: a tmpfs, in this process's own mount namespace, gone after the test.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(long bytes)
    {
        Folder = Directory.CreateTempSubdirectory("berth-small-").FullName;
        MountCalls.Mount("tmpfs", Folder, "tmpfs", MountFlags.None, $"size={bytes}");
    }

    public string Folder { get; }

    public void Dispose()
    {
        MountCalls.Unmount(Folder, detach: true);
        Directory.Delete(Folder);
    }
}

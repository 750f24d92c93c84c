using System.Formats.Tar;
using Berth.Engine;

namespace Berth.Build;

/// <summary>A folder for one step's secrets and sockets, on the file system of the engine's sockets, which is memory on most machines; it goes with the step.</summary>
internal sealed class LiveFolder : IDisposable
{
    private const int NameLength = 8;   // a socket's path has no room for more

    /// <summary>Makes it.</summary>
    /// <param name="parent">Where it lies.</param>
    public LiveFolder(string parent)
    {
        Directory.CreateDirectory(parent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Path = System.IO.Path.Combine(parent, Guid.NewGuid().ToString("N")[..NameLength]);
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Writes a file that belongs to somebody.</summary>
    public async Task<string> WriteAsync(string name, byte[] content, int uid, int gid, int mode, CancellationToken cancel)
    {
        var entry = new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = (UnixFileMode)mode, Uid = uid, Gid = gid, DataStream = new MemoryStream(content, writable: false) };
        await MountTrees.UnpackAsync(Path, tar => tar.WriteEntryAsync(entry, CancellationToken.None), cancel).ConfigureAwait(false);
        return System.IO.Path.Combine(Path, name);
    }

    /// <inheritdoc/>
    public void Dispose() => MountFolder.Remove(Path);
}

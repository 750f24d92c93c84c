namespace Berth.Compose;

/// <summary>Fetches Compose files from elsewhere.</summary>
public interface IRemoteFiles
{
    /// <summary>Whether a path in a file or option names something remote, such as <c>oci://…</c> or <c>https://….git#ref:folder</c>.</summary>
    bool Accepts(string path);

    /// <summary>Brings it here.</summary>
    /// <returns>The local copy.</returns>
    /// <exception cref="IOException">It can't be had; the message says why.</exception>
    RemoteCopy Fetch(string path);
}

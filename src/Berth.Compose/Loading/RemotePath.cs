using Berth.Docker;

namespace Berth.Compose;

/// <summary>Recognises paths that name something elsewhere.</summary>
internal static class RemotePath
{
    private static readonly string[] ContextPrefixes = ["https://", "http://", "git://", "ssh://", "github.com/", "git@"];

    /// <summary>Whether a Compose file with this path is fetched: an OCI artifact or a git repository.</summary>
    public static bool LooksRemote(string path) => path.StartsWith("oci://", StringComparison.Ordinal) || GitAddress.Names(path);

    /// <summary>Whether a build context with this path is fetched by the builder: git or HTTP.</summary>
    public static bool IsRemoteContext(string path) => Array.Exists(ContextPrefixes, prefix => path.StartsWith(prefix, StringComparison.Ordinal));
}

namespace Berth.Server;

/// <summary>A context that the client had on its standard input: an archive, which its session hands out in parts (<c>moby.upload.v1.Upload/Pull</c>).</summary>
/// <param name="session">The client's session.</param>
/// <param name="path">Which one it is.</param>
/// <param name="cancel">Gives up.</param>
internal sealed class UploadedContext(BuildSession session, string path, CancellationToken cancel)
    : SessionStream(session.Open(Method, [new("urlpath", path), new("urlhost", "buildkit-session")], cancel), cancel)
{
    private const string Method = "/moby.upload.v1.Upload/Pull";
    private const string Address = "http://buildkit-session/";

    /// <summary>The path of such a context in its session; null for other addresses.</summary>
    public static string? PathOf(string address) => address.StartsWith(Address, StringComparison.Ordinal) ? address[(Address.Length - 1)..] : null;
}

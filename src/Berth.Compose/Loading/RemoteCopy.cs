namespace Berth.Compose;

/// <summary>The local copy of a Compose file from elsewhere.</summary>
/// <param name="File">The file's absolute path.</param>
/// <param name="Root">The top folder of what was fetched with it: the repository's, the artifact's.</param>
public sealed record RemoteCopy(string File, string Root);

namespace Berth.Cli;

/// <summary>One side of a copy: a path in a container, a path on this machine, or a standard stream.</summary>
/// <param name="Container">The container, or null for this machine.</param>
/// <param name="Path">The path; <c>-</c> on this machine for a standard stream.</param>
internal sealed record CopyPath(string? Container, string Path)
{
    /// <summary>Whether it is a standard stream.</summary>
    public bool IsStream => Container is null && Path == "-";

    /// <summary>Whether the user wrote it as a folder: with a slash or <c>/.</c> at its end.</summary>
    public bool AssertsFolder => Path.EndsWith('/') || Path.EndsWith("/.", StringComparison.Ordinal) || Path == ".";

    /// <summary>Reads a side: <c>CONTAINER:PATH</c>, or a path; one with a slash before its first colon is this machine's.</summary>
    public static CopyPath Parse(string text)
    {
        if (text.StartsWith('/') || text.StartsWith('.') || text == "-")
            return new CopyPath(null, text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon == 0)
            return new CopyPath(null, text[1..]);
        return colon < 0 ? new CopyPath(null, text) : new CopyPath(text[..colon], text[(colon + 1)..]);
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Berth.Build;

/// <summary>One thing that COPY or ADD puts into an image.</summary>
/// <param name="Target">Its absolute path in the image.</param>
/// <param name="Entry">What it is, with the owner and mode that it gets.</param>
/// <param name="Tree">Where its content is, or null where that is given.</param>
/// <param name="Content">Its content where it has no tree.</param>
internal sealed record CopyItem(string Target, SourceEntry Entry, SourceTree? Tree, byte[]? Content)
{
    /// <summary>What decides the result, times left out: a touched file is the same file.</summary>
    public string Fingerprint
    {
        get
        {
            string content = !Entry.IsFile ? "" : Content is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : Tree!.DigestOf(Entry);
            return new StringBuilder().Append(Target).Append('\0').Append((int)Entry.Type).Append(' ').Append(Entry.Mode).Append(' ').Append(Entry.Uid).Append(' ')
                .Append(Entry.Gid).Append('\0').Append(Entry.Link).Append('\0').Append(content).ToString();
        }
    }

    /// <summary>Its content.</summary>
    public Stream Open() => Content is { } bytes ? new MemoryStream(bytes, writable: false) : Tree!.Open(Entry);
}

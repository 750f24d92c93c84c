using System.Globalization;
using System.Text;

namespace Berth.Docker;

/// <summary>
/// The head of a response (RFC 9112): a status line and header lines, each ended by CR LF, and an empty line. Headers are
/// looked up in the bytes, as few are ever asked for.
/// </summary>
internal sealed class HttpHead
{
    private readonly byte[] _bytes;

    private HttpHead(byte[] bytes, int status)
    {
        _bytes = bytes;
        Status = status;
    }

    public int Status { get; }

    public bool Chunked => Find("transfer-encoding"u8) is { IsEmpty: false } value && Has(value, "chunked"u8);

    public bool Closes => Find("connection"u8) is { IsEmpty: false } value ? Has(value, "close"u8) : _bytes.AsSpan().StartsWith("HTTP/1.0"u8);

    /// <summary>The length of the body; null when it isn't given.</summary>
    public long? ContentLength => long.TryParse(Find("content-length"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    /// <summary>Reads a head, the empty line included.</summary>
    /// <exception cref="InvalidDataException">It is not HTTP/1.</exception>
    public static HttpHead Parse(ReadOnlySpan<byte> head)
    {
        if (head.Length < 12 || !head.StartsWith("HTTP/1."u8) || !int.TryParse(head.Slice(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            throw new InvalidDataException("not an HTTP/1 response");
        }

        return new HttpHead(head.ToArray(), status);
    }

    /// <summary>A header's value; null when it isn't there.</summary>
    public string? Get(ReadOnlySpan<byte> lowerCaseName)
    {
        var value = Find(lowerCaseName);
        return value.IsEmpty ? null : Encoding.UTF8.GetString(value);
    }

    private static bool Has(ReadOnlySpan<byte> value, ReadOnlySpan<byte> word)
    {
        for (; value.Length >= word.Length; value = value[1..])
        {
            if (Ascii.EqualsIgnoreCase(value[..word.Length], word))
            {
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<byte> Find(ReadOnlySpan<byte> name)
    {
        var rest = _bytes.AsSpan();
        for (var end = rest.IndexOf("\r\n"u8); end >= 0; end = rest.IndexOf("\r\n"u8))
        {
            var line = rest[..end];
            rest = rest[(end + 2)..];
            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                return line[(name.Length + 1)..].Trim((byte)' ');
            }
        }

        return default;
    }
}

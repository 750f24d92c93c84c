using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Berth.Linux;

/// <summary>File names as strings, without losing any: the kernel's names are bytes, nearly always UTF-8. A byte that isn't part of valid UTF-8
/// becomes the lone surrogate U+DC00 + byte (as Python's <c>surrogateescape</c> has it) and becomes that byte again on its way to the kernel.
/// All calls of Berth.Linux that take or return a name use this.</summary>
public static class PathText
{
    private const char Escape = '\uDC00';

    /// <summary>The string of a file name's bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> name)
    {
        if (Utf8.IsValid(name))
        {
            return Encoding.UTF8.GetString(name);
        }
        var text = new StringBuilder(name.Length);
        Span<char> pair = stackalloc char[2];
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out Rune rune, out int consumed) == OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            }
            else
            {
                consumed = 1;
                text.Append((char)(Escape + name[0]));
            }
            name = name[consumed..];
        }
        return text.ToString();
    }

    /// <summary>The bytes of a file name, without a terminator.</summary>
    /// <exception cref="ArgumentException">The name holds a NUL or half a surrogate pair that stands for no byte.</exception>
    public static byte[] Encode(string name)
    {
        var bytes = new byte[MaxBytes(name)];
        return bytes[..Encode(name, bytes)];
    }

    /// <summary>Writes the bytes of a file name, without a terminator, and returns how many.</summary>
    /// <exception cref="ArgumentException">The name holds a NUL or half a surrogate pair that stands for no byte, or the room is too small.</exception>
    public static int Encode(ReadOnlySpan<char> name, Span<byte> bytes)
    {
        if (name.Contains('\0'))
        {
            throw new ArgumentException("a file name can't hold a NUL");
        }
        int written = 0;
        while (true)
        {
            OperationStatus status = Utf8.FromUtf16(name, bytes[written..], out int read, out int count, replaceInvalidSequences: false);
            written += count;
            if (status == OperationStatus.Done)
            {
                return written;
            }
            name = name[read..];
            if (status == OperationStatus.DestinationTooSmall || written == bytes.Length || name[0] is < '\uDC80' or > '\uDCFF')
            {
                throw new ArgumentException("not a file name: half a surrogate pair, or no room");
            }
            bytes[written++] = (byte)(name[0] - Escape);
            name = name[1..];
        }
    }

    /// <summary>The most bytes that a name of this length can need.</summary>
    public static int MaxBytes(ReadOnlySpan<char> name) => name.Length * 3;
}

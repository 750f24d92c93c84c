using System.Text;
using System.Text.Unicode;

namespace Berth.Compose;

/// <summary>Bytes of a file to text; refuses what no YAML may contain.</summary>
internal static class YamlText
{
    public static SourceFile Decode(string path, ReadOnlySpan<byte> bytes)
    {
        SourceFile file = new(path, bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
            [0xEF, 0xBB, 0xBF, ..] => DecodeUtf8(path, bytes[3..]),
            _ => DecodeUtf8(path, bytes),
        });
        Check(file);
        return file;
    }

    private static string DecodeUtf8(string path, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        char[] good = new char[bytes.Length];
        Utf8.ToUtf16(bytes, good, out int read, out int written, replaceInvalidSequences: false, isFinalBlock: true);
        SourceFile file = new(path, Encoding.UTF8.GetString(bytes));
        SourceSpan span = SpanOf(file, written);
        if (bytes[..Math.Min(bytes.Length, 8000)].Contains((byte)0))
        {
            throw new YamlException(span with { Line = 1, Column = 1 }, "this is a binary file, no Compose file");
        }

        throw new YamlException(span, $"byte 0x{bytes[read]:X2} is no UTF-8", "save the file as UTF-8");
    }

    private static void Check(SourceFile file)
    {
        string text = file.Text;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is (< ' ' and not ('\n' or '\r' or '\t')) or (>= '\u007F' and < '\u00A0' and not '\u0085') or '\uFFFE' or '\uFFFF')
            {
                throw new YamlException(SpanOf(file, i), c == '\0' ? "a NUL byte: this is no text file" : $"control character U+{(int)c:X4}", c == '\0' ? null : "remove it, or write it as an escape in double quotes");
            }
        }
    }

    private static SourceSpan SpanOf(SourceFile file, int index)
    {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index && i < file.Text.Length; i++)
        {
            if (file.Text[i] == '\n')
            {
                line++;
                start = i + 1;
            }
        }

        return new SourceSpan(file, line, index - start + 1);
    }
}

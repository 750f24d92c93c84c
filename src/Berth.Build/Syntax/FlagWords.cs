using System.Text;

namespace Berth.Build;

/// <summary>Takes the flags off an instruction's arguments: words that begin with two dashes, up to one that doesn't or <c>--</c>. Quotation marks hold a word together.</summary>
internal static class FlagWords
{
    private const char Escape = '\\';   // whatever the file's escape character is, as BuildKit has it

    /// <summary>The flags, without the marks and escapes that held them together.</summary>
    /// <param name="rest">The arguments; the flags are taken off.</param>
    public static List<string> Take(ref string rest)
    {
        var flags = new List<string>();
        while (rest.StartsWith("--", StringComparison.Ordinal))
        {
            string flag = Word(rest, out int length);
            rest = rest[length..].TrimStart();
            if (flag == "--") break;
            flags.Add(flag);
        }

        return flags;
    }

    private static string Word(string text, out int length)
    {
        var word = new StringBuilder();
        char quote = '\0';
        for (length = 0; length < text.Length; length++)
        {
            char c = text[length];
            if (quote == '\0' && char.IsWhiteSpace(c)) break;
            if (c == quote) quote = '\0';
            else if (quote == '\0' && (c is '"' or '\'')) quote = c;
            else if (c != Escape) word.Append(c);
            else if (length + 1 < text.Length) word.Append(text[++length]);
        }

        return word.ToString();
    }
}

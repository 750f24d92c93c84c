using System.Text;

namespace Berth.Cli;

/// <summary>Texts in quotation marks as Go's <c>%q</c> writes them.</summary>
internal static class GoQuote
{
    /// <summary>In double quotation marks, what can't be printed escaped.</summary>
    public static string Double(string text)
    {
        var result = new StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': result.Append("\\\""); break;
                case '\\': result.Append("\\\\"); break;
                case '\n': result.Append("\\n"); break;
                case '\r': result.Append("\\r"); break;
                case '\t': result.Append("\\t"); break;
                case '\a': result.Append("\\a"); break;
                case '\b': result.Append("\\b"); break;
                case '\f': result.Append("\\f"); break;
                case '\v': result.Append("\\v"); break;
                default:
                    if (c < ' ' || c == '\x7f')
                        result.Append("\\x").Append(Hex(c >> 4)).Append(Hex(c & 15));
                    else
                        result.Append(c);
                    break;
            }
        }
        return result.Append('"').ToString();
    }

    private static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}

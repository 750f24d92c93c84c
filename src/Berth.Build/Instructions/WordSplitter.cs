using System.Text;

namespace Berth.Build;

/// <summary>Cuts arguments at white space outside of quotes; quotes and escapes stay for the expansion.</summary>
internal static class WordSplitter
{
    /// <summary>The words.</summary>
    public static List<string> Split(string text, char escape)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (word.Length > 0) words.Add(word.ToString());
                word.Clear();
                continue;
            }

            word.Append(c);
            if (c == escape && quote != '\'' && i + 1 < text.Length) word.Append(text[++i]);
            else if (c == quote) quote = '\0';
            else if (quote == '\0' && c is '"' or '\'') quote = c;
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }
}

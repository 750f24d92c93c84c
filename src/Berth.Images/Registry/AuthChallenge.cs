namespace Berth.Images;

/// <summary>
/// What a registry asks for (RFC 9110, section 11.6.1; the distribution specification's token authentication): a scheme and parameters, such
/// as <c>Bearer realm="https://auth…/token",service="…",scope="…"</c>.
/// </summary>
internal sealed record AuthChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The parameter of a name; null where there is none.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>Reads a header's value with one challenge or several; what isn't one is passed over.</summary>
    public static IReadOnlyList<AuthChallenge> Parse(string header)
    {
        var challenges = new List<AuthChallenge>();
        Dictionary<string, string>? parameters = null;
        int at = 0;
        while (at < header.Length)
        {
            SkipBlanks(header, ref at);
            string word = Token(header, ref at);
            if (word.Length == 0)
            {
                at++;
                continue;
            }

            if (at < header.Length && header[at] == '=' && parameters is not null)
            {
                at++;
                parameters[word] = at < header.Length && header[at] == '"' ? Quoted(header, ref at) : Token(header, ref at);
            }
            else
            {
                parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                challenges.Add(new AuthChallenge(word, parameters));
            }
        }

        return challenges;
    }

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or ',')
        {
            at++;
        }
    }

    private static string Token(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && text[at] is not (' ' or '\t' or ',' or '=' or '"'))
        {
            at++;
        }

        return text[start..at];
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}

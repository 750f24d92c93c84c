namespace Berth.Images;

/// <summary>
/// The grammar of image references: host, path, tag and digest (the reference grammar of the OCI distribution specification with Docker's
/// limits). Matchers for parts; each says whether the whole text is one.
/// </summary>
internal static class ReferenceGrammar
{
    /// <summary>The longest repository path.</summary>
    public const int LongestPath = 255;

    private const int LongestTag = 128;
    private const int FewestDigestDigits = 32;

    /// <summary>A host name, an IPv4 address or a bracketed IPv6 address, with an optional port.</summary>
    public static bool IsDomain(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] == '[')
        {
            int end = text.IndexOf(']');
            return end > 1 && IsIpv6(text[1..end]) && IsOptionalPort(text[(end + 1)..]);
        }

        int colon = text.IndexOf(':');
        ReadOnlySpan<char> host = colon < 0 ? text : text[..colon];
        if (colon >= 0 && !IsOptionalPort(text[colon..]))
        {
            return false;
        }

        foreach (Range part in host.Split('.'))
        {
            if (!IsHostLabel(host[part]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One or more path components between slashes.</summary>
    public static bool IsPath(ReadOnlySpan<char> text)
    {
        foreach (Range part in text.Split('/'))
        {
            if (!IsPathComponent(text[part]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A word character, then at most 127 of word characters, dots and dashes.</summary>
    public static bool IsTag(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > LongestTag || !(char.IsAsciiLetterOrDigit(text[0]) || text[0] == '_'))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Has the form of a digest; whether its algorithm and length are right is another question.</summary>
    public static bool LooksLikeDigest(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOf(':');
        if (colon <= 0 || text.Length - colon - 1 < FewestDigestDigits || !IsHex(text[(colon + 1)..]))
        {
            return false;
        }

        bool atStart = true;
        foreach (char c in text[..colon])
        {
            bool ok = atStart ? char.IsAsciiLetter(c) : char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '+' or '.';
            if (!ok)
            {
                return false;
            }

            atStart = !char.IsAsciiLetterOrDigit(c);
        }

        return !atStart;
    }

    /// <summary>Sixty-four lower-case hexadecimal digits: an identifier, and therefore no name.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> text) => text.Length == 64 && IsLowerHex(text);

    /// <summary>Lower-case hexadecimal digits only.</summary>
    public static bool IsLowerHex(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigitLower(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsIpv6(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (c != ':' && !char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOptionalPort(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text.Length > 1 && text[0] == ':' && !text[1..].ContainsAnyExceptInRange('0', '9'));

    private static bool IsHostLabel(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] == '-' || text[^1] == '-')
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lower-case letters and digits, separated by one dot, one or two underscores, or any number of dashes.</summary>
    private static bool IsPathComponent(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !IsLowerOrDigit(text[0]) || !IsLowerOrDigit(text[^1]))
        {
            return false;
        }

        for (int i = 0; i < text.Length;)
        {
            if (IsLowerOrDigit(text[i]))
            {
                i++;
                continue;
            }

            int start = i;
            while (!IsLowerOrDigit(text[i]))
            {
                i++;
            }

            if (text[start..i] is not ("." or "_" or "__") && text[start..i].ContainsAnyExcept('-'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}

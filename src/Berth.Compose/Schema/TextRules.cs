namespace Berth.Compose;

/// <summary>The rules for strings that a table can't hold. They look for a match anywhere in the string, as Compose's do.</summary>
internal static class TextRules
{
    private static readonly string[] PullPolicies = ["always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly"];

    public static readonly TextRule ContainerName = new(HasContainerName, "two or more letters, digits, \"_\", \".\" or \"-\", the first a letter or digit");

    public static readonly TextRule PullPolicy = new(HasPullPolicy, "always, never, build, if_not_present, missing, refresh, daily, weekly or every_TIME such as every_12h");

    private static bool HasContainerName(string text)
    {
        for (int i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i]) && (char.IsAsciiLetterOrDigit(text[i + 1]) || text[i + 1] is '_' or '.' or '-'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPullPolicy(string text)
    {
        foreach (string policy in PullPolicies)
        {
            if (text.Contains(policy, StringComparison.Ordinal))
            {
                return true;
            }
        }

        for (int at = text.IndexOf("every_", StringComparison.Ordinal); at >= 0; at = text.IndexOf("every_", at + 1, StringComparison.Ordinal))
        {
            int digits = at + 6;
            while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                digits++;
            }

            if (digits > at + 6 && digits < text.Length && text[digits] is ('w' or 'd' or 'h' or 'm' or 's'))
            {
                return true;
            }
        }

        return false;
    }
}

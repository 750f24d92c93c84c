namespace Berth.Monitor;

/// <summary>A line of passwd(5).</summary>
internal sealed record PasswdEntry(string Name, long User, long Group, string Home)
{
    /// <summary>Reads all lines that are of the form; others are passed over, as the C library does.</summary>
    public static IEnumerable<PasswdEntry> Parse(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string[] parts = line.Trim().Split(':');
            if (line.StartsWith('#') || parts.Length < 4 || !long.TryParse(parts[2], out long user) || !long.TryParse(parts[3], out long group))
            {
                continue;
            }
            yield return new PasswdEntry(parts[0], user, group, parts.Length > 5 ? parts[5] : "");
        }
    }
}

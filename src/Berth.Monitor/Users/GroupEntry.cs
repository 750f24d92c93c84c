namespace Berth.Monitor;

/// <summary>A line of group(5).</summary>
internal sealed record GroupEntry(string Name, long Group, string[] Members)
{
    /// <summary>Reads all lines that are of the form; others are passed over, as the C library does.</summary>
    public static IEnumerable<GroupEntry> Parse(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string[] parts = line.Trim().Split(':');
            if (line.StartsWith('#') || parts.Length < 3 || !long.TryParse(parts[2], out long group))
            {
                continue;
            }
            yield return new GroupEntry(parts[0], group, parts.Length > 3 ? parts[3].Split(',') : []);
        }
    }
}

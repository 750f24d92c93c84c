namespace Berth.Monitor;

/// <summary>A line of group(5).</summary>
internal sealed class GroupEntry(string name, long group, string[] members)
{
    public string Name => name;

    public long Group => group;

    public string[] Members => members;

    /// <summary>Reads all lines that are of the form; others are passed over, as the C library does.</summary>
    public static List<GroupEntry> Parse(string text)
    {
        var all = new List<GroupEntry>();
        foreach (string line in text.Split('\n'))
        {
            string[] parts = line.Trim().Split(':');
            if (line.StartsWith('#') || parts.Length < 3 || !long.TryParse(parts[2], out long groupNumber))
            {
                continue;
            }
            all.Add(new GroupEntry(parts[0], groupNumber, parts.Length > 3 ? parts[3].Split(',') : []));
        }
        return all;
    }
}

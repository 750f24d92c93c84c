namespace Berth.Monitor;

/// <summary>A line of passwd(5).</summary>
internal sealed class PasswdEntry(string name, long user, long group, string home)
{
    public string Name => name;

    public long User => user;

    public long Group => group;

    public string Home => home;

    /// <summary>Reads all lines that are of the form; others are passed over, as the C library does.</summary>
    public static List<PasswdEntry> Parse(string text)
    {
        var all = new List<PasswdEntry>();
        foreach (string line in text.Split('\n'))
        {
            string[] parts = line.Trim().Split(':');
            if (line.StartsWith('#') || parts.Length < 4 || !long.TryParse(parts[2], out long userNumber) || !long.TryParse(parts[3], out long groupNumber))
            {
                continue;
            }
            all.Add(new PasswdEntry(parts[0], userNumber, groupNumber, parts.Length > 5 ? parts[5] : ""));
        }
        return all;
    }
}

using System.Globalization;
using System.Text;

namespace Berth.Linux;

/// <summary>Reads mountinfo (proc_pid_mountinfo(5)).</summary>
public static class MountInfo
{
    /// <summary>This process's mounts, in the kernel's order: one that covers another comes later.</summary>
    public static IReadOnlyList<MountEntry> Read() => Parse(ProcFs.Machine.Read("self/mountinfo") ?? "");

    /// <summary>The mounts of a mountinfo file's text.</summary>
    public static IReadOnlyList<MountEntry> Parse(string text)
    {
        var entries = new List<MountEntry>();
        foreach (string line in text.Split('\n'))
        {
            if (ParseLine(line.Split(' ')) is MountEntry entry)
            {
                entries.Add(entry);
            }
        }
        return entries;
    }

    /// <summary>The mount that a path lies on: the last one of the longest mount point above it. The path must be absolute and without links.</summary>
    public static MountEntry? Containing(IEnumerable<MountEntry> mounts, string path)
    {
        MountEntry? best = null;
        foreach (MountEntry mount in mounts)
        {
            bool above = mount.MountPoint == "/" || path == mount.MountPoint || path.StartsWith($"{mount.MountPoint}/", StringComparison.Ordinal);
            best = above && (best is null || mount.MountPoint.Length >= best.MountPoint.Length) ? mount : best;
        }
        return best;
    }

    // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
    private static MountEntry? ParseLine(string[] fields)
    {
        int dash = Array.IndexOf(fields, "-", Math.Min(6, fields.Length));
        if (dash < 0 || fields.Length < dash + 4 || fields[2].Split(':') is not [string major, string minor])
        {
            return null;
        }
        return new MountEntry
        {
            Id = int.Parse(fields[0], CultureInfo.InvariantCulture),
            ParentId = int.Parse(fields[1], CultureInfo.InvariantCulture),
            Device = new DeviceNumber(uint.Parse(major, CultureInfo.InvariantCulture), uint.Parse(minor, CultureInfo.InvariantCulture)),
            Root = Unescape(fields[3]),
            MountPoint = Unescape(fields[4]),
            Options = fields[5].Split(','),
            Propagation = fields[6..dash],
            FileSystem = fields[dash + 1],
            Source = Unescape(fields[dash + 2]),
            SuperOptions = fields[dash + 3].Split(','),
        };
    }

    // Blanks, tabs, line ends and backslashes are octal: \040.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\'))
        {
            return field;
        }
        var text = new StringBuilder(field.Length);
        for (int i = 0; i < field.Length; i++)
        {
            bool escaped = field[i] == '\\' && i + 3 < field.Length && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0;
            text.Append(escaped ? (char)Convert.ToInt32(field.Substring(i + 1, 3), 8) : field[i]);
            i += escaped ? 3 : 0;
        }
        return text.ToString();
    }
}

using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Reads and writes the small files of cgroupfs. Each write is one call: the kernel takes it as one command.</summary>
internal static class CgroupFile
{
    /// <summary>A file's text; null where the group or its controller isn't there.</summary>
    public static string? Read(string folder, string name)
    {
        try
        {
            using SafeFileHandle? file = FileCalls.OpenIfExists(FileCalls.WorkingFolder, $"{folder}/{name}", OpenFlags.ReadOnly);
            return file is null ? null : ProcFs.ReadToEnd(file);
        }
        catch (LinuxException e) when (e.Errno is Errno.ENODEV or Errno.EOPNOTSUPP)   // the group is being removed; the file has nothing to say
        {
            return null;
        }
    }

    /// <summary>The number in a file; null where there is none (also for <c>max</c>).</summary>
    public static long? ReadNumber(string folder, string name) => ParseNumber(Read(folder, name)?.Trim());

    /// <summary>The number after a key in a file of <c>key number</c> lines.</summary>
    public static long? ReadNumber(string folder, string name, string key) => Lines(folder, name).TryGetValue(key, out long value) ? value : null;

    /// <summary>A file of <c>key number</c> lines.</summary>
    public static Dictionary<string, long> Lines(string folder, string name)
    {
        var lines = new Dictionary<string, long>();
        foreach (string line in (Read(folder, name) ?? "").Split('\n'))
        {
            int gap = line.IndexOf(' ');
            if (gap > 0 && ParseNumber(line[(gap + 1)..]) is long value)
            {
                lines[line[..gap]] = value;
            }
        }
        return lines;
    }

    public static void Write(string folder, string name, string text) => Libc.Check(WriteOnce(folder, name, text), "write", $"{folder}/{name}");

    public static void Write(string folder, string name, long number) => Write(folder, name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes, and tells whether the kernel took it.</summary>
    public static bool TryWrite(string folder, string name, string text) => WriteOnce(folder, name, text) >= 0;

    public static bool Exists(string folder, string name) => FileCalls.StatIfExists(FileCalls.WorkingFolder, $"{folder}/{name}") is not null;

    private static nint WriteOnce(string folder, string name, string text)
    {
        // O_TRUNC, so that a plain folder can stand for a cgroup in tests.
        nint file = FileCalls.TryOpen(FileCalls.WorkingFolder, $"{folder}/{name}", OpenFlags.WriteOnly | OpenFlags.Truncate, 0, ResolveFlags.None);
        if (file < 0)
        {
            return file;
        }
        using var handle = new SafeFileHandle(file, ownsHandle: true);
        return RawIo.Write((int)file, Encoding.UTF8.GetBytes(text));
    }

    // Numbers beyond 2^63, as a memory limit that is none, count as the largest.
    private static long? ParseNumber(string? text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? (long)Math.Min(value, long.MaxValue)
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long signed) ? signed : null;
}

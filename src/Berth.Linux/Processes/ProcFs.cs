using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Reads procfs (proc(5)). The root is an argument, so tests can give a folder.</summary>
public sealed class ProcFs(string root)
{
    /// <summary>The machine's.</summary>
    public static ProcFs Machine => new("/proc");

    /// <summary>Tells this boot of the machine from all others.</summary>
    public string BootId() => Read("sys/kernel/random/boot_id")?.Trim() ?? throw new LinuxException("open", $"{root}/sys/kernel/random/boot_id", Errno.ENOENT);

    /// <summary>A process's stat; null where there is no such process.</summary>
    public ProcessStat? Stat(int pid) => Read($"{pid}/stat") is string text ? ProcessStat.Parse(text) : null;

    /// <summary>A line of a process's status, as <c>CapEff</c> or <c>NSpid</c>; null where there is no such process or line.</summary>
    public string? Status(int pid, string field)
    {
        foreach (string line in (Read($"{pid}/status") ?? "").Split('\n'))
        {
            if (line.Length > field.Length && line[field.Length] == ':' && line.StartsWith(field, StringComparison.Ordinal))
            {
                return line[(field.Length + 1)..].Trim();
            }
        }
        return null;
    }

    /// <summary>A process's arguments; empty for one of the kernel's or one that has ended; null where there is none.</summary>
    public IReadOnlyList<string>? Arguments(int pid) => Read($"{pid}/cmdline")?.TrimEnd('\0') is string text ? (text.Length == 0 ? [] : text.Split('\0')) : null;

    /// <summary>A process's cgroups: controllers (<c>memory</c>, <c>cpu,cpuacct</c>, <c>name=systemd</c>, empty for v2) to path; null where there is none.</summary>
    public IReadOnlyDictionary<string, string>? Cgroups(int pid) => Read($"{pid}/cgroup") is string text ? ParseCgroups(text) : null;

    /// <summary>This process's cgroups.</summary>
    public IReadOnlyDictionary<string, string> OwnCgroups() => ParseCgroups(Read("self/cgroup") ?? "");

    /// <summary>Which namespace a process is in, as <c>net:[4026531840]</c>; null where it can't be told.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="kind"><c>net</c>, <c>mnt</c>, <c>pid</c>, <c>uts</c>, <c>ipc</c>, <c>user</c>, <c>cgroup</c>.</param>
    public string? Namespace(int pid, string kind)
    {
        try
        {
            return FileCalls.ReadLink(FileCalls.WorkingFolder, $"{root}/{pid}/ns/{kind}");
        }
        catch (LinuxException)
        {
            return null;
        }
    }

    /// <summary>The numbers of all processes.</summary>
    public IEnumerable<int> Processes()
    {
        foreach (FolderEntry entry in FileCalls.List(FileCalls.WorkingFolder, root))
        {
            if (int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            {
                yield return pid;
            }
        }
    }

    /// <summary>A file's text; null where it isn't there or its process ends meanwhile.</summary>
    public string? Read(string path)
    {
        try
        {
            using SafeFileHandle? file = FileCalls.OpenIfExists(FileCalls.WorkingFolder, $"{root}/{path}", OpenFlags.ReadOnly);
            return file is null ? null : ReadToEnd(file);
        }
        catch (LinuxException e) when (e.Errno == Errno.ESRCH)
        {
            return null;
        }
    }

    internal static string ReadToEnd(SafeFileHandle file)
    {
        var text = new StringBuilder();
        Span<byte> buffer = stackalloc byte[4096];
        Decoder decoder = Encoding.UTF8.GetDecoder();
        Span<char> chars = stackalloc char[4100];
        while (FileCalls.Read(file, buffer) is int count and > 0)
        {
            text.Append(chars[..decoder.GetChars(buffer[..count], chars, flush: false)]);
        }
        return text.ToString();
    }

    private static Dictionary<string, string> ParseCgroups(string text)
    {
        var groups = new Dictionary<string, string>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(':', 3) is [_, string controllers, string path])
            {
                groups[controllers] = path;
            }
        }
        return groups;
    }
}

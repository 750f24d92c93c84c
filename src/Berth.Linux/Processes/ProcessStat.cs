using System.Globalization;

namespace Berth.Linux;

/// <summary>What <c>/proc/PID/stat</c> tells of a process (proc_pid_stat(5)).</summary>
/// <param name="Name">The first 15 bytes of its name.</param>
/// <param name="State"><c>R</c> runs, <c>S</c> sleeps, <c>D</c> waits for a device, <c>Z</c> has ended, <c>T</c> is stopped.</param>
/// <param name="Parent">Its parent's number.</param>
/// <param name="Session">Its session's number.</param>
/// <param name="MinorFaults">Page faults without reading from a disk.</param>
/// <param name="StartTime">Its start, in clock ticks (1/100 s) since the boot.</param>
public sealed record ProcessStat(string Name, char State, int Parent, int Session, ulong MinorFaults, ulong StartTime)
{
    internal static ProcessStat? Parse(string text)
    {
        int open = text.IndexOf('('), close = text.LastIndexOf(')');   // the name may hold both, and blanks
        string[] fields = close > open && open >= 0 && close + 2 < text.Length ? text[(close + 2)..].Split(' ') : [];
        return fields.Length < 20
            ? null
            : new ProcessStat(
                text[(open + 1)..close],
                fields[0][0],
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                int.Parse(fields[3], CultureInfo.InvariantCulture),
                ulong.Parse(fields[7], CultureInfo.InvariantCulture),
                ulong.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}

using System.Globalization;

namespace Berth.Linux;

/// <summary>One process, told apart from every other that has or will have its number: which boot of the machine, number, and start in clock ticks since the boot.</summary>
public readonly record struct ProcessIdentity(string BootId, int ProcessId, ulong StartTime)
{
    /// <summary>The identity of a process that runs now; null where there is none.</summary>
    public static ProcessIdentity? Of(int pid) => ProcFs.Machine.Stat(pid) is ProcessStat stat ? new ProcessIdentity(ProcFs.Machine.BootId(), pid, stat.StartTime) : null;

    /// <summary>Opens the process; null where it has ended, whoever has its number now.</summary>
    public Microsoft.Win32.SafeHandles.SafeFileHandle? Open()
    {
        Microsoft.Win32.SafeHandles.SafeFileHandle? process = Pidfd.Open(ProcessId);
        if (process is not null && Of(ProcessId) != this)   // looked up after opening: the number can't change hands in between unseen
        {
            process.Dispose();
            return null;
        }
        return process;
    }

    /// <summary><c>BOOT-ID/PID/START</c>, for state files.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BootId}/{ProcessId}/{StartTime}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is nothing such.</summary>
    public static ProcessIdentity? Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } boot, string pid, string start]
        && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && ulong.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out ulong time)
            ? new ProcessIdentity(boot, number, time)
            : null;
}

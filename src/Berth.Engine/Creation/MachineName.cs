namespace Berth.Engine;

/// <summary>The machine's own name.</summary>
internal static class MachineName
{
    /// <summary>Reads it.</summary>
    public static string Read() => File.ReadAllText("/proc/sys/kernel/hostname").Trim();
}

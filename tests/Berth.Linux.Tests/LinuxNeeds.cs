namespace Berth.Linux.Tests;

/// <summary>What a test needs of the machine, for <c>Assert.SkipUnless</c>.</summary>
internal static class LinuxNeeds
{
    public const string RootReason = "needs root";

    public static bool Root => Environment.UserName == "root" && HasCapability(21);

    private static bool HasCapability(int bit)
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line[7..].Trim(), 16) >> bit & 1) != 0;
    }
}

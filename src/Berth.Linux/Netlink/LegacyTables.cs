namespace Berth.Linux;

/// <summary>The rules of iptables-legacy, which decide beside nftables' and can't be read by netlink.</summary>
public static class LegacyTables
{
    /// <summary>Whether this network namespace has a filter table of them; false where nobody may look.</summary>
    public static bool AreLoaded
    {
        get
        {
            try
            {
                return File.ReadAllText("/proc/net/ip_tables_names").Contains("filter", StringComparison.Ordinal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }
}

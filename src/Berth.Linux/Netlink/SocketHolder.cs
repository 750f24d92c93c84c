using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Berth.Linux;

/// <summary>Finds who has a port of this host, for an error's text: all of /proc is read, so never on a way that succeeds.</summary>
public static class SocketHolder
{
    /// <summary>The process that holds a port that couldn't be bound, as <c>nginx (pid 812)</c>; null where none is found or may be seen.</summary>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="address">What couldn't be bound.</param>
    public static string? Find(string protocol, IPEndPoint address)
    {
        var sockets = new HashSet<string>();
        foreach (string table in (ReadOnlySpan<string>)[protocol, protocol + "6"])
        {
            Collect($"/proc/thread-self/net/{table}", protocol == "tcp", address, sockets);
        }
        return sockets.Count == 0 ? null : OwnerOf(sockets);
    }

    /// <summary>Whether a local address as /proc/net shows it (<c>0100007F:1F90</c>) stands in a binding's way.</summary>
    internal static bool Collides(string local, IPEndPoint wanted)
    {
        int colon = local.IndexOf(':', StringComparison.Ordinal);
        if (colon is not (8 or 32) || !int.TryParse(local.AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int port) || port != wanted.Port)
        {
            return false;
        }
        byte[] raw = Convert.FromHexString(local.AsSpan(0, colon));
        for (int word = 0; word < raw.Length && BitConverter.IsLittleEndian; word += 4)
        {
            raw.AsSpan(word, 4).Reverse();   // words of the machine's byte order
        }
        var held = new IPAddress(raw);
        if (held.IsIPv4MappedToIPv6)
        {
            held = held.MapToIPv4();
        }
        return held.AddressFamily == wanted.AddressFamily
            ? held.Equals(wanted.Address) || IsAny(held) || IsAny(wanted.Address)
            : IsAny(held) && held.AddressFamily == AddressFamily.InterNetworkV6;   // [::] without IPV6_V6ONLY holds IPv4's port too
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static void Collect(string table, bool tcp, IPEndPoint wanted, HashSet<string> sockets)
    {
        const string listening = "0A";
        if (!File.Exists(table))
        {
            return;
        }
        foreach (string line in File.ReadLines(table).Skip(1))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && (!tcp || fields[3] == listening) && Collides(fields[1], wanted))
            {
                sockets.Add($"socket:[{fields[9]}]");
            }
        }
    }

    private static string? OwnerOf(HashSet<string> sockets)
    {
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(p["/proc/".Length])))
        {
            try
            {
                foreach (string file in Directory.EnumerateFileSystemEntries(process + "/fd"))
                {
                    if (new FileInfo(file).LinkTarget is { } target && sockets.Contains(target))
                    {
                        return $"{File.ReadAllText(process + "/comm").TrimEnd('\n')} (pid {process["/proc/".Length..]})";
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;   // it has ended meanwhile, or isn't ours to see
            }
        }
        return null;
    }
}

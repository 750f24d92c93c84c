using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Berth.Compose;

/// <summary>IP addresses as Go's <c>net.ParseIP</c> takes them.</summary>
internal static class IpText
{
    public static bool IsAddress(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return !text.Contains('%', StringComparison.Ordinal) && text.AsSpan().IndexOfAny('[', '/') < 0
                && IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        }

        string[] parts = text.Split('.');
        return parts.Length == 4 && Array.TrueForAll(parts, part => part.Length is > 0 and <= 3 && (part.Length == 1 || part[0] != '0')
            && byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }
}

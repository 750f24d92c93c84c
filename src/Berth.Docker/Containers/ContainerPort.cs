using System.Globalization;

namespace Berth.Docker;

/// <summary>A port of a container with its protocol: "80/tcp".</summary>
public readonly record struct ContainerPort(int Number, string Protocol)
{
    /// <summary>Reads "80" (tcp) or "80/udp"; false when it is neither, or not of tcp, udp or sctp.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ContainerPort port)
    {
        var slash = text.IndexOf('/');
        var number = slash < 0 ? text : text[..slash];
        var protocol = slash < 0 ? "tcp" : text[(slash + 1)..].ToString().ToLowerInvariant();
        port = default;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 65535
            || protocol is not ("tcp" or "udp" or "sctp"))
        {
            return false;
        }

        port = new ContainerPort(value, protocol);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Protocol}");
}

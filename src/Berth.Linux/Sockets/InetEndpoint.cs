using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Berth.Linux;

/// <summary>An IPv4 or IPv6 address with a port, as the kernel has it (struct sockaddr_in, sockaddr_in6): a value, for loops that must not allocate.</summary>
public struct InetEndpoint : IEquatable<InetEndpoint>
{
    internal const int Four = 2, Six = 10, MaxLength = 28;

    private Raw _raw;

    /// <summary>An address and a port.</summary>
    public InetEndpoint(IPAddress address, int port)
    {
        Span<byte> raw = Bytes;
        bool six = address.AddressFamily == AddressFamily.InterNetworkV6;
        BinaryPrimitives.WriteUInt16LittleEndian(raw, (ushort)(six ? Six : Four));
        BinaryPrimitives.WriteUInt16BigEndian(raw[2..], (ushort)port);
        address.TryWriteBytes(raw[(six ? 8 : 4)..], out _);
        if (six)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(raw[24..], (uint)address.ScopeId);
        }
    }

    /// <summary>Whether it is IPv6.</summary>
    public readonly bool IsSix => _raw[0] == Six;

    /// <summary>The port.</summary>
    public readonly int Port => (_raw[2] << 8) | _raw[3];

    /// <summary>The kernel's bytes.</summary>
    [UnscopedRef]
    internal Span<byte> Bytes => _raw;

    /// <summary>How many of them count.</summary>
    internal readonly int Length => IsSix ? MaxLength : 16;

    /// <summary>The address as the library has it.</summary>
    public readonly IPAddress ToAddress()
    {
        ReadOnlySpan<byte> raw = _raw;
        return IsSix ? new IPAddress(raw.Slice(8, 16), BinaryPrimitives.ReadUInt32LittleEndian(raw[24..])) : new IPAddress(raw.Slice(4, 4));
    }

    /// <summary>Reads <c>address</c>, <c>address:port</c>, <c>[address]:port</c>; false where the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, int defaultPort, out InetEndpoint endpoint)
    {
        endpoint = default;
        ReadOnlySpan<char> address = text;
        ReadOnlySpan<char> port = default;
        int colon = text.LastIndexOf(':');
        if (text.StartsWith('['))
        {
            int end = text.IndexOf(']');
            if (end < 0 || (end + 1 < text.Length && text[end + 1] != ':'))
            {
                return false;
            }
            address = text[1..end];
            port = end + 1 < text.Length ? text[(end + 2)..] : default;
        }
        else if (colon >= 0 && text.IndexOf(':') == colon)
        {
            address = text[..colon];
            port = text[(colon + 1)..];
        }
        int number = defaultPort;
        bool hasPort = port.IsEmpty || ushort.TryParse(port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _);
        if (!port.IsEmpty && hasPort)
        {
            number = ushort.Parse(port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
        }
        Span<byte> raw = endpoint.Bytes;
        BinaryPrimitives.WriteUInt16BigEndian(raw[2..], (ushort)number);
        if (InetText.TryParseFour(address, raw[4..8]))
        {
            raw[0] = Four;
            return hasPort;
        }
        raw[4..8].Clear();
        raw[0] = Six;
        return hasPort && InetText.TryParseSix(address, raw[8..24]);
    }

    /// <inheritdoc/>
    public readonly bool Equals(InetEndpoint other) => ((ReadOnlySpan<byte>)_raw).SequenceEqual(other._raw);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is InetEndpoint other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_raw);
        return hash.ToHashCode();
    }

    /// <summary><c>127.0.0.1:80</c>, <c>[::1]:80</c>.</summary>
    public override readonly string ToString()
    {
        ReadOnlySpan<byte> raw = _raw;
        return IsSix ? $"[{InetText.ShowSix(raw.Slice(8, 16))}]:{Port}" : $"{raw[4]}.{raw[5]}.{raw[6]}.{raw[7]}:{Port}";
    }

    public static bool operator ==(InetEndpoint left, InetEndpoint right) => left.Equals(right);

    public static bool operator !=(InetEndpoint left, InetEndpoint right) => !left.Equals(right);

    [InlineArray(MaxLength)]
    private struct Raw
    {
        private byte _first;
    }
}

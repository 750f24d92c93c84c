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
    public static bool TryParse(string text, int defaultPort, out InetEndpoint endpoint)
    {
        endpoint = default;
        if (!IPEndPoint.TryParse(text, out IPEndPoint? parsed))
        {
            return false;
        }
        bool hasPort = text.StartsWith('[') ? text.Contains("]:", StringComparison.Ordinal) : text.IndexOf(':') is int colon and >= 0 && colon == text.LastIndexOf(':');
        endpoint = new InetEndpoint(parsed.Address, hasPort ? parsed.Port : defaultPort);
        return true;
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
    public override readonly string ToString() => new IPEndPoint(ToAddress(), Port).ToString();

    public static bool operator ==(InetEndpoint left, InetEndpoint right) => left.Equals(right);

    public static bool operator !=(InetEndpoint left, InetEndpoint right) => !left.Equals(right);

    [InlineArray(MaxLength)]
    private struct Raw
    {
        private byte _first;
    }
}

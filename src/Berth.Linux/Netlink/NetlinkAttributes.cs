using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Berth.Linux;

/// <summary>
/// Walks the attributes of a netlink message: <c>foreach (var attribute in new NetlinkAttributes(bytes))</c>. What is cut short or has no
/// sensible length ends the walk: the kernel doesn't send such, and nothing behind it could be read.
/// </summary>
internal ref struct NetlinkAttributes(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public Attribute Current { get; private set; }

    public readonly NetlinkAttributes GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < 4)
        {
            return false;
        }
        int length = MemoryMarshal.Read<ushort>(_rest);
        if (length < 4 || length > _rest.Length)
        {
            return false;
        }
        Current = new Attribute(MemoryMarshal.Read<ushort>(_rest[2..]) & 0x3fff, _rest[4..length]);
        _rest = _rest[Math.Min((length + 3) & ~3, _rest.Length)..];
        return true;
    }

    /// <summary>A type without its flags, and the bytes.</summary>
    public readonly ref struct Attribute(int type, ReadOnlySpan<byte> value)
    {
        public int Type { get; } = type;

        public ReadOnlySpan<byte> Value { get; } = value;

        public NetlinkAttributes Nested => new(Value);

        /// <summary>A text up to its NUL.</summary>
        public string Text
        {
            get
            {
                int end = Value.IndexOf((byte)0);
                return Encoding.UTF8.GetString(end < 0 ? Value : Value[..end]);
            }
        }

        /// <summary>A number of the machine's byte order; 0 where the attribute is too short.</summary>
        public uint U32 => Value.Length < 4 ? 0 : MemoryMarshal.Read<uint>(Value);

        /// <summary>A number of the network's byte order; 0 where the attribute is too short.</summary>
        public uint BigU32 => Value.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(Value);

        public ulong BigU64 => Value.Length < 8 ? 0 : BinaryPrimitives.ReadUInt64BigEndian(Value);
    }
}

using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>A link as the kernel lists it.</summary>
/// <param name="Index">Its number in its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Master">The index of the bridge that it is a port of; 0 for none.</param>
/// <param name="Kind"><c>bridge</c>, <c>veth</c> …; empty for hardware.</param>
/// <param name="Up">Whether it is up.</param>
public readonly record struct LinkInfo(int Index, string Name, uint Group, int Master, string Kind, bool Up)
{
    internal static LinkInfo Read(ReadOnlySpan<byte> message)
    {
        string name = "", kind = "";
        uint group = 0, master = 0;
        foreach (var attribute in new NetlinkAttributes(message[16..]))
        {
            switch (attribute.Type)
            {
                case LinkMessages.IfName:
                    name = attribute.Text;
                    break;
                case LinkMessages.IfGroup:
                    group = attribute.U32;
                    break;
                case LinkMessages.IfMaster:
                    master = attribute.U32;
                    break;
                case LinkMessages.IfLinkInfo:
                    kind = KindIn(attribute.Nested);
                    break;
                default:
                    break;
            }
        }
        return new LinkInfo(MemoryMarshal.Read<int>(message[4..]), name, group, (int)master, kind, (MemoryMarshal.Read<uint>(message[8..]) & 1) != 0);
    }

    private static string KindIn(NetlinkAttributes info)
    {
        foreach (var attribute in info)
        {
            if (attribute.Type == LinkMessages.InfoKind)
            {
                return attribute.Text;
            }
        }
        return "";
    }
}

namespace Berth.Linux;

/// <summary>A packet with its headers as bytes, and what <c>meta</c> says of it.</summary>
internal sealed class NftPacket(FirstPacket packet)
{
    private const int ProtocolKey = 1, PriorityKey = 2, InputIndex = 4, OutputIndex = 5, InputType = 8, NetworkFamily = 15, PacketType = 17;
    private const uint Ethernet = 1;

    public byte[] Network { get; } = packet.NetworkHeader();

    public byte[] Transport { get; } = packet.TransportHeader();

    public FirstPacket Packet => packet;

    /// <summary>Loads what <c>meta</c> has under a key, or that it can't be known.</summary>
    public void LoadMeta(uint key, uint register, NftRegisters registers)
    {
        switch (key)
        {
            case ProtocolKey:
                registers.Set(register, packet.Family == NftFamily.Ip ? [(byte)0x08, 0x00] : [0x86, 0xdd]);
                break;
            case PriorityKey or (uint)NftMeta.Mark or OutputIndex or PacketType:
                registers.Set(register, 0);
                break;
            case InputIndex:
                registers.Set(register, (uint)packet.Link.Index);
                break;
            case (uint)NftMeta.InputName:
                byte[] name = new byte[16];
                System.Text.Encoding.UTF8.GetBytes(packet.Link.Name, name);
                registers.Set(register, name);
                break;
            case (uint)NftMeta.OutputName:
                registers.Set(register, new byte[16]);
                break;
            case InputType:
                registers.Set(register, [(byte)Ethernet, 0]);
                break;
            case NetworkFamily:
                registers.Set(register, [(byte)packet.Family]);
                break;
            case (uint)NftMeta.Protocol:
                registers.Set(register, [packet.ProtocolNumber]);
                break;
            case (uint)NftMeta.InputGroup:
                registers.Set(register, packet.Link.Group);
                break;
            default:
                registers.Forget(register, 16);
                break;
        }
    }
}

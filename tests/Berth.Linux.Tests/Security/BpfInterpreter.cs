using System.Buffers.Binary;

namespace Berth.Linux.Tests.Security;

/// <summary>Runs classic BPF as the kernel does for seccomp(2).</summary>
internal static class BpfInterpreter
{
    /// <summary>What the kernel's interpreter does with such a program.</summary>
    public static uint Run(byte[] program, uint architecture, long number, params long[] arguments)
    {
        var data = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, (uint)number);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), architecture);
        for (int i = 0; i < arguments.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(16 + (8 * i)), arguments[i]);
        uint accumulator = 0;
        for (int at = 0; ; at++)
        {
            var instruction = program.AsSpan(at * 8, 8);
            uint operand = BinaryPrimitives.ReadUInt32LittleEndian(instruction[4..]);
            bool? test = BinaryPrimitives.ReadUInt16LittleEndian(instruction) switch
            {
                0x20 => Load(),
                0x54 => Mask(),
                0x15 => accumulator == operand,
                0x25 => accumulator > operand,
                0x35 => accumulator >= operand,
                0x05 => Jump(),
                0x06 => null,
                var code => throw new InvalidOperationException($"code {code:x} at {at}"),
            };
            if (test is null) return operand;
            if (instruction[0] is 0x15 or 0x25 or 0x35) at += test.Value ? instruction[2] : instruction[3];

            bool? Load()
            {
                accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan((int)operand));
                return true;
            }

            bool? Mask()
            {
                accumulator &= operand;
                return true;
            }

            bool? Jump()
            {
                at += (int)operand;
                return true;
            }
        }
    }
}

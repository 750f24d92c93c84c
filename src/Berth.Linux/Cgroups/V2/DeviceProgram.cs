using System.Buffers.Binary;

namespace Berth.Linux;

/// <summary>Device rules as an eBPF program of type BPF_PROG_TYPE_CGROUP_DEVICE: the kernel asks it at each open and mknod; 1 allows, 0 denies.</summary>
internal static class DeviceProgram
{
    private const byte LoadWord = 0x61, MoveRegister = 0xbf, MoveNumber = 0xb7, And = 0x57, ShiftRight = 0x77, JumpNotEqual = 0x55, JumpEqual = 0x15, Exit = 0x95;

    // r2 kind (1 block, 2 character), r3 access, r4 major, r5 minor, r6 scratch; r1 is the kernel's struct bpf_cgroup_dev_ctx.
    private const int Result = 0, Context = 1, Kind = 2, Access = 3, Major = 4, Minor = 5, Scratch = 6;

    /// <summary>struct bpf_insn, 8 bytes each.</summary>
    public static byte[] Compile(IEnumerable<DeviceRule> rules)
    {
        var access = new DeviceAccess(rules);
        var code = new List<byte[]>
        {
            Instruction(LoadWord, Kind, Context, 0),
            Instruction(MoveRegister, Access, Kind),
            Instruction(And, Kind, number: 0xffff),
            Instruction(ShiftRight, Access, number: 16),
            Instruction(LoadWord, Major, Context, 4),
            Instruction(LoadWord, Minor, Context, 8),
        };
        foreach ((char kind, uint? major, uint? minor, int bits) in access.Exceptions)
        {
            code.AddRange(Exception(kind, major, minor, bits, access.AllowsByDefault));
        }
        code.Add(Instruction(MoveNumber, Result, number: access.AllowsByDefault ? 1 : 0));
        code.Add(Instruction(Exit));
        return [.. code.SelectMany(i => i)];
    }

    private static List<byte[]> Exception(char kind, uint? major, uint? minor, int bits, bool allowsByDefault)
    {
        var tests = new List<(byte Jump, int Register, int Number)> { (JumpNotEqual, Kind, kind == 'b' ? 1 : 2) };
        if (major is uint first)
        {
            tests.Add((JumpNotEqual, Major, (int)first));
        }
        if (minor is uint second)
        {
            tests.Add((JumpNotEqual, Minor, (int)second));
        }
        // Allowed: everything that is asked for must be in the exception. Denied: one thing is enough.
        tests.Add(allowsByDefault ? (JumpEqual, Scratch, 0) : (JumpNotEqual, Scratch, 0));
        int mask = allowsByDefault ? bits : ~bits & (DeviceAccess.Make | DeviceAccess.Read | DeviceAccess.Write);
        var code = new List<byte[]> { Instruction(MoveRegister, Scratch, Access), Instruction(And, Scratch, number: mask) };
        for (int i = 0; i < tests.Count; i++)
        {
            code.Add(Instruction(tests[i].Jump, tests[i].Register, offset: tests.Count - i + 1, number: tests[i].Number));   // behind the two that answer
        }
        code.Add(Instruction(MoveNumber, Result, number: allowsByDefault ? 0 : 1));
        code.Add(Instruction(Exit));
        return code;
    }

    private static byte[] Instruction(byte code, int to = 0, int from = 0, int offset = 0, int number = 0)
    {
        var bytes = new byte[8];
        bytes[0] = code;
        bytes[1] = (byte)(to | from << 4);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2), (short)offset);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), number);
        return bytes;
    }
}

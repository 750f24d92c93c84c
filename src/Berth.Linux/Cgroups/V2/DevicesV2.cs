using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Devices with version 2: a program that is attached to the group (bpf(2)) and stays with it.</summary>
internal static unsafe class DevicesV2
{
    private const int Load = 5, Attach = 8, Detach = 9, GetById = 13, Query = 16, DeviceProgramType = 15, DeviceAttach = 6, AllowMulti = 2;

    public static void Apply(string folder, CgroupLimits limits)
    {
        if (limits.Devices is not { } rules)
        {
            return;
        }
        using SafeFileHandle group = FileCalls.Open(folder, OpenFlags.ReadOnly | OpenFlags.Directory);
        uint[] before = Attached(group);
        using SafeFileHandle program = LoadProgram(DeviceProgram.Compile(rules));
        Change(Attach, group, program, AllowMulti);
        foreach (uint id in before)   // all that are attached must allow: the old ones go last, so that at no moment everything is allowed
        {
            using SafeFileHandle? old = OpenById(id);
            if (old is not null)
            {
                Change(Detach, group, old, 0);
            }
        }
    }

    private static SafeFileHandle? OpenById(uint id)
    {
        var attributes = stackalloc uint[16];
        new Span<uint>(attributes, 16).Clear();
        attributes[0] = id;
        nint program = Bpf(GetById, attributes);
        return program < 0 ? null : new SafeFileHandle(program, true);
    }

    private static SafeFileHandle LoadProgram(byte[] code)
    {
        fixed (byte* instructions = code, licence = Encoding.ASCII.GetBytes("Apache-2.0\0"))
        {
            // union bpf_attr: type, count, instructions (8 bytes), licence (8 bytes), log level, log size, log (8), kernel version, flags, name (16 bytes)
            var attributes = stackalloc uint[20];
            new Span<uint>(attributes, 20).Clear();
            attributes[0] = DeviceProgramType;
            attributes[1] = (uint)code.Length / 8;
            *(byte**)(attributes + 2) = instructions;
            *(byte**)(attributes + 4) = licence;
            "berth_devices"u8.CopyTo(new Span<byte>(attributes + 12, 16));
            return new SafeFileHandle(Libc.Check(Bpf(Load, attributes), "bpf", "BPF_PROG_LOAD"), true);
        }
    }

    private static void Change(int command, SafeFileHandle group, SafeFileHandle program, uint flags)
    {
        var attributes = stackalloc uint[16];
        new Span<uint>(attributes, 16).Clear();
        attributes[0] = (uint)group.DangerousGetHandle();
        attributes[1] = (uint)program.DangerousGetHandle();
        attributes[2] = DeviceAttach;
        attributes[3] = flags;
        Libc.Check(Bpf(command, attributes), "bpf", command == Attach ? "BPF_PROG_ATTACH" : "BPF_PROG_DETACH");
    }

    private static uint[] Attached(SafeFileHandle group)
    {
        const int most = 64;   // the kernel's own limit
        var ids = stackalloc uint[most];
        // target, attach type, query flags, attach flags, where to put the ids (8 bytes), how many fit
        var attributes = stackalloc uint[16];
        new Span<uint>(attributes, 16).Clear();
        attributes[0] = (uint)group.DangerousGetHandle();
        attributes[1] = DeviceAttach;
        *(uint**)(attributes + 4) = ids;
        attributes[6] = most;
        Libc.Check(Bpf(Query, attributes), "bpf", "BPF_PROG_QUERY");
        return new ReadOnlySpan<uint>(ids, (int)attributes[6]).ToArray();
    }

    private static nint Bpf(int command, uint* attributes) => Libc.Call(SyscallNumbers.Bpf, command, (nint)attributes, (command == Load ? 20 : 16) * sizeof(uint));
}

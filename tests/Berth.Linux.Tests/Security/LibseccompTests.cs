using System.Runtime.InteropServices;
using System.Text;

namespace Berth.Linux.Tests.Security;

/// <summary>The default profile beside the one that libseccomp compiles of the same rules, where that library is installed.</summary>
public sealed class LibseccompTests
{
    private const uint X64 = 0xC000003E, X86 = 0x40000003, Allow = 0x7FFF0000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Both_decide_alike_over_every_call(bool admin)
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "the numbers are x86-64's");
        Assert.SkipUnless(NativeLibrary.TryLoad("libseccomp.so.2", out nint library), "libseccomp is not installed");
        CapabilitySet held = admin ? CapabilitySet.ContainerDefault.With(Capability.SysAdmin) : CapabilitySet.ContainerDefault;
        byte[] ours = SeccompFilter.Default(held), theirs = Theirs(library, admin);
        int same = 0;
        foreach (uint architecture in (ReadOnlySpan<uint>)[X64, X86])
        {
            for (int number = 0; number < 440; number += number == 334 ? 2 : 1)   // 335, uretprobe, and those from 440 on are newer than the library of some distributions
            {
                foreach (long argument in (ReadOnlySpan<long>)[0, 2, 8, 38, 39, 40, 0x11, 0x20000, 0x20008, 0x10000000, 0x7E020000, 0xFFFFFFFF, 0x1_0000_0000])
                {
                    if (architecture == X86 && argument > uint.MaxValue)
                    {
                        continue;   // its arguments have 32 bits
                    }
                    uint mine = BpfInterpreter.Run(ours, architecture, number, argument), other = BpfInterpreter.Run(theirs, architecture, number, argument);
                    Assert.True(mine == other, $"architecture {architecture:x}, call {number}, argument {argument:x}: {mine:x}, libseccomp {other:x}");
                    same++;
                }
            }
        }
        Assert.True(same > 10_000);
    }

    private static byte[] Theirs(nint library, bool admin)
    {
        var init = Function<Init>("seccomp_init");
        var addArchitecture = Function<AddArchitecture>("seccomp_arch_add");
        var resolve = Function<Resolve>("seccomp_syscall_resolve_name");
        var add = Function<AddRule>("seccomp_rule_add_array");
        nint context = init(0x00050001);
        addArchitecture(context, X86);
        string names = Encoding.UTF8.GetString(DefaultProfile.Always) + " arch_prctl modify_ldt chroot "
            + (admin ? "bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie mount mount_setattr move_mount open_tree perf_event_open quotactl quotactl_fd setdomainname sethostname setns syslog umount umount2 unshare" : "");
        foreach (string name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Add(Allow, name);
        }
        Add(Allow, "socket", (2, 38));
        Add(Allow, "socket", (4, 39));
        Add(Allow, "socket", (6, 40));
        foreach (ulong persona in (ReadOnlySpan<ulong>)[0, 8, 0x20000, 0x20008, 0xFFFFFFFF])
        {
            Add(Allow, "personality", (4, persona));
        }
        if (!admin)
        {
            Add(Allow, "clone", (7, 0x7E020000));
            Add(0x00050026, "clone3");
        }
        using var file = MemoryFile.Create("filter");
        Assert.Equal(0, Function<Export>("seccomp_export_bpf")(context, (int)file.DangerousGetHandle()));
        FileCalls.Seek(file, 0, SeekFrom.Start);
        using var stream = new FileStream(file, FileAccess.Read, 1);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();

        T Function<T>(string name) => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

        void Add(uint action, string name, params (int Operator, ulong Value)[] conditions)
        {
            int number = resolve(name);
            if (number == -1)   // __NR_SCMP_ERROR
            {
                return;
            }
            // struct scmp_arg_cmp: argument (4), operator (4), two values (8 each); SCMP_CMP_… counts from 1: NE, LT, LE, EQ, GE, GT, MASKED_EQ
            var list = new byte[24 * Math.Max(1, conditions.Length)];
            for (int i = 0; i < conditions.Length; i++)
            {
                BitConverter.TryWriteBytes(list.AsSpan((24 * i) + 4), conditions[i].Operator);
                BitConverter.TryWriteBytes(list.AsSpan((24 * i) + 8), conditions[i].Value);
            }
            Assert.Equal(0, add(context, action, number, (uint)conditions.Length, list));
        }
    }

    private delegate nint Init(uint action);

    private delegate int AddArchitecture(nint context, uint architecture);

    private delegate int Resolve([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    private delegate int AddRule(nint context, uint action, int number, uint count, byte[] conditions);

    private delegate int Export(nint context, int file);
}

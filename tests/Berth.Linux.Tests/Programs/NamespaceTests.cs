namespace Berth.Linux.Tests;

/// <summary>Programs that need root: namespaces, identities.</summary>
public class NamespaceTests
{
    private const Namespaces Own = Namespaces.Mount | Namespaces.Pid | Namespaces.Uts | Namespaces.Ipc | Namespaces.Network;

    [Fact]
    public void A_process_gets_namespaces_of_its_own_and_another_joins_it()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using var process = new SyscallProgram()
            .Mount("none", "/", null, MountFlags.Recursive | MountFlags.Private)
            .Mount("proc", "/proc", "proc")
            .SetHostName("inside")
            .ResetSignals()
            .Execute("/bin/sleep", ["sleep", "1000"], []).Start(Own);
        try
        {
            Assert.Equal($"{process.Pid}\t1", ProcFs.Machine.Status(process.Pid, "NSpid"));
            var (status, output) = new SyscallProgram()
                .EnterNamespaces(process.Handle, Own & ~Namespaces.Pid)
                .Run(["sh", "-c", "hostname; cat /proc/1/comm; readlink /proc/self; ls /sys/class/net"], pidNamespaceOf: process.Handle);
            Assert.Equal(0, status.ShellCode);
            string[] lines = output.Split('\n');
            Assert.Equal(("inside", "sleep"), (lines[0], lines[1]));
            Assert.InRange(int.Parse(lines[2], System.Globalization.CultureInfo.InvariantCulture), 2, 20);

            // This thread is back in its own namespace.
            var (_, mine) = new SyscallProgram().Run(["readlink", "/proc/self/ns/pid"]);
            Assert.Equal(ProcFs.Machine.Namespace(Environment.ProcessId, "pid"), mine.Trim());
        }
        finally
        {
            Pidfd.Signal(process.Handle, Signals.Kill);
            Pidfd.Wait(process.Handle);
        }
        var gone = Assert.Throws<LinuxException>(() => new SyscallProgram().ResetSignals().Execute("/bin/true", ["true"], []).Start(Namespaces.None, process.Handle));
        Assert.Equal(Errno.ESRCH, gone.Errno);
    }

    [Fact]
    public void Three_hundred_starts_while_others_allocate()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        bool stop = false;
        long collections = GC.CollectionCount(0);
        var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            var list = new List<byte[]>();
            while (!Volatile.Read(ref stop))
            {
                list.Add(new byte[1000]);
                if (list.Count > 20_000)
                {
                    list.Clear();
                }
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        var program = new SyscallProgram()
            .Mount("none", "/", null, MountFlags.Recursive | MountFlags.Private)
            .Mount("proc", "/proc", "proc")
            .ResetSignals()
            .Execute("/bin/true", ["true"], []);
        for (int i = 0; i < 300; i++)
        {
            using var process = program.Start(Own);
            Assert.Equal(0, Pidfd.Wait(process.Handle).ShellCode);
        }
        Volatile.Write(ref stop, true);
        threads.ForEach(t => t.Join());
        Assert.True(GC.CollectionCount(0) > collections + 3);
    }

    [Fact]
    public void User_groups_and_capabilities_are_what_was_set()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        CapabilitySet keep = CapabilitySet.Of(Capability.NetBindService, Capability.Kill);
        var (_, output) = new SyscallProgram()
            .KeepBoundingSet(keep)
            .KeepCapabilities(true)
            .SetGroups(100, 101)
            .SetGroup(33)
            .SetUser(12)
            .SetCapabilities(keep, keep, keep)
            .RaiseAmbient(CapabilitySet.Of(Capability.NetBindService))
            .SetNoNewPrivileges()
            .Run(["sh", "-c", "id -u; id -G; grep -E 'Cap|NoNew' /proc/self/status"]);
        Assert.Equal(
            "12\n33 100 101\nCapInh:\t0000000000000420\nCapPrm:\t0000000000000400\nCapEff:\t0000000000000400\nCapBnd:\t0000000000000420\nCapAmb:\t0000000000000400\nNoNewPrivs:\t1\n",
            output);
    }

    [Fact]
    public void What_is_opened_in_another_namespace_is_open_here()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using var process = new SyscallProgram()
            .Mount("none", "/", null, MountFlags.Recursive | MountFlags.Private)
            .Mount("tmpfs", "/mnt", "tmpfs")
            .Open(ProgramFile.WorkingFolder, "/mnt/file", OpenFlags.WriteOnly | OpenFlags.Create, out Register file, 0x180)
            .Write(file, "inside", "/mnt/file")
            .ResetSignals()
            .Execute("/bin/sleep", ["sleep", "1000"], []).Start(Namespaces.Mount);
        try
        {
            using var open = new SyscallProgram()
                .EnterNamespaces(process.Handle, Namespaces.Mount)
                .Open(ProgramFile.WorkingFolder, "/mnt/file", OpenFlags.ReadOnly, out Register inside)
                .Run(inside)!;
            Assert.Equal("inside", ProgramRuns.ReadAll(open));
            Assert.False(File.Exists("/mnt/file"));
        }
        finally
        {
            Pidfd.Signal(process.Handle, Signals.Kill);
            Pidfd.Wait(process.Handle);
        }
    }
}

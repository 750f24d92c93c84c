using System.Globalization;
using System.Text;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>What a container keeps over its restarts, and what only one run of it has.</summary>
internal sealed class ContainerResources(StartRequest request) : IDisposable
{
    private const int KillRounds = 1000;

    private CgroupJoin? _cgroups;
    private SafeFileHandle? _base;
    private SafeFileHandle? _terminals;

    /// <summary>The network namespace; null for the host's.</summary>
    public SafeFileHandle? Network { get; set; }

    /// <summary>The root of the run that is on, with all that is mounted in it.</summary>
    public SafeFileHandle? Root { get; private set; }

    /// <summary>By what a process joins the container's cgroups.</summary>
    public CgroupJoin Cgroups => _cgroups ??= CgroupJoin.Open(request.CgroupFolders);

    /// <summary>A detached copy of the root for a new run. The file system itself is mounted once and kept: an overlay's upper folder must not be mounted twice, and one that
    /// the kernel is just giving up would be. Before Linux 6.15 a detached mount can't be copied: there the run takes the mount itself, and the next one mounts anew.</summary>
    public SafeFileHandle CloneRoot()
    {
        SafeFileHandle mount = _base ?? RootMount.Create(request.Root);
        try
        {
            SafeFileHandle copy = MountCalls.CloneTree(mount, "", recursive: false);
            _base = mount;
            return copy;
        }
        catch (LinuxException e) when (e.Errno == Errno.EINVAL && _base is null)
        {
            return mount;
        }
    }

    /// <summary>The terminals of this run: those of a mount that is handed over, or the host's where the container has the host's /dev.</summary>
    public void UseTerminals(SafeFileHandle? terminals)
    {
        _terminals?.Dispose();
        _terminals = terminals ?? FileCalls.Open("/dev/pts", OpenFlags.PathOnly | OpenFlags.Directory);
    }

    /// <summary>Opens a new terminal of the container.</summary>
    public (SafeFileHandle Master, SafeFileHandle Slave) OpenTerminal(int rows, int columns)
    {
        SafeFileHandle master = PseudoTerminal.OpenMaster(_terminals!);
        try
        {
            SafeFileHandle slave = PseudoTerminal.OpenSlave(master);
            if (rows > 0 || columns > 0)
            {
                PseudoTerminal.SetSize(master, rows, columns);
            }
            return (master, slave);
        }
        catch
        {
            master.Dispose();
            throw;
        }
    }

    /// <summary>The container runs, with this root.</summary>
    public void ProcessStarted(SafeFileHandle root) => Root = root;

    /// <summary>The first process has ended. In a pid namespace of its own the kernel has ended all others; else those that are left in the cgroup are killed.</summary>
    public void ProcessEnded()
    {
        Root?.Dispose();
        Root = null;
        if (!SetupContext.IsNew(request.Namespaces.Pid))
        {
            foreach (string folder in request.CgroupFolders)
            {
                KillAll(folder);
            }
        }
    }

    public void Dispose()
    {
        Root?.Dispose();
        _base?.Dispose();
        _terminals?.Dispose();
        Network?.Dispose();
        _cgroups?.Dispose();
    }

    private static void KillAll(string folder)
    {
        try
        {
            using SafeFileHandle? kill = FileCalls.OpenIfExists(FileCalls.WorkingFolder, folder + "/cgroup.kill", OpenFlags.WriteOnly);
            if (kill is not null)
            {
                FileCalls.Write(kill, "1"u8);
                return;
            }
            for (int round = 0; round < KillRounds && KillListed(folder); round++)
            {
            }
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOENT or Errno.ENODEV)
        {
            return;   // gone already
        }
    }

    // Whoever forks meanwhile is found in the next round.
    private static bool KillListed(string folder)
    {
        using SafeFileHandle file = FileCalls.Open(folder + "/cgroup.procs", OpenFlags.ReadOnly);
        var buffer = new byte[4096];
        int length = FileCalls.Read(file, buffer);
        bool any = false;
        foreach (string line in Encoding.ASCII.GetString(buffer, 0, length).Split('\n'))
        {
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && pid > 0 && Pidfd.Open(pid) is { } process)
            {
                using (process)
                {
                    any |= Pidfd.Signal(process, Signals.Kill);
                }
            }
        }
        return any;
    }
}

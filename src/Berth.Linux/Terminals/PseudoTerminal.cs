using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Pseudo-terminals (pty(7), ioctl_tty(2)) of any devpts, also one that is mounted nowhere yet: nothing here needs a path to the slave.</summary>
public static unsafe class PseudoTerminal
{
    /// <summary>Opens a new master in a devpts, non-blocking as its reader wants it to be.</summary>
    /// <param name="terminals">The devpts's folder.</param>
    public static SafeFileHandle OpenMaster(SafeHandle terminals) =>
        FileCalls.Open(terminals, "ptmx", OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal);

    /// <summary>Opens a master's slave: unlocks it (TIOCSPTLCK) and gets it from the master (TIOCGPTPEER), so that it is of the same mount.</summary>
    public static SafeFileHandle OpenSlave(SafeHandle master)
    {
        int unlock = 0;
        Libc.Check(Libc.Call(SyscallNumbers.Ioctl, master, 0x40045431, (nint)(&unlock)), "ioctl", "TIOCSPTLCK");
        const int readWrite = 2, noControlling = 0x100;
        return new SafeFileHandle(Libc.Check(Libc.Call(SyscallNumbers.Ioctl, master, 0x5441, readWrite | noControlling | OpenFlagsKernel.CloseOnExec), "ioctl", "TIOCGPTPEER"), true);
    }

    /// <summary>A master's number: its slave is <c>/dev/pts/N</c>.</summary>
    public static int NumberOf(SafeHandle master)
    {
        int number;
        Libc.Check(Libc.Call(SyscallNumbers.Ioctl, master, unchecked((nint)0x80045430), (nint)(&number)), "ioctl", "TIOCGPTN");
        return number;
    }

    /// <summary>Sets the size in characters; the foreground process group gets SIGWINCH.</summary>
    public static void SetSize(SafeHandle terminal, int rows, int columns)
    {
        ushort* size = stackalloc ushort[] { (ushort)rows, (ushort)columns, 0, 0 };
        Libc.Check(Libc.Call(SyscallNumbers.Ioctl, terminal, 0x5414, (nint)size), "ioctl", "TIOCSWINSZ");
    }
}

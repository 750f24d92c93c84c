using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>How a terminal treats what is typed and printed (termios(3)): taken from a descriptor, given back to it. A value, to be kept and restored.</summary>
public readonly unsafe struct TerminalMode
{
    private const int GetAttributes = 0x5401 /* TCGETS */, SetAttributesDrained = 0x5403 /* TCSETSW */;
    private readonly Attributes _attributes;

    private TerminalMode(in Attributes attributes) => _attributes = attributes;

    /// <summary>Whether a descriptor is a terminal.</summary>
    public static bool IsTerminal(int file)
    {
        Attributes attributes;
        return Libc.Call(SyscallNumbers.Ioctl, file, GetAttributes, (nint)(&attributes)) == 0;
    }

    /// <summary>A terminal's mode.</summary>
    /// <exception cref="LinuxException">ENOTTY: it is none.</exception>
    public static TerminalMode Of(int file)
    {
        Attributes attributes;
        Libc.Check(Libc.Call(SyscallNumbers.Ioctl, file, GetAttributes, (nint)(&attributes)), "tcgetattr");
        return new TerminalMode(attributes);
    }

    /// <summary>The mode in which each byte typed arrives as it is and at once, nothing is echoed, no key makes a signal, and output isn't changed (cfmakeraw(3)).</summary>
    public TerminalMode Raw()
    {
        Attributes raw = _attributes;
        raw.Input &= ~0x5EBu;        // IGNBRK BRKINT PARMRK ISTRIP INLCR IGNCR ICRNL IXON
        raw.Output &= ~1u;           // OPOST
        raw.Local &= ~0x804Bu;       // ISIG ICANON ECHO ECHONL IEXTEN
        raw.Control = (raw.Control & ~0x130u) | 0x30;   // no parity, eight bits
        raw.Characters[6] = 1;       // VMIN: a read returns with the first byte
        raw.Characters[5] = 0;       // VTIME
        return new TerminalMode(raw);
    }

    /// <summary>The mode in which what is typed isn't shown, for passwords; the end of the line is.</summary>
    public TerminalMode WithoutEcho()
    {
        Attributes silent = _attributes;
        silent.Local = (silent.Local & ~8u) | 0x40;   // ECHO off, ECHONL on
        return new TerminalMode(silent);
    }

    /// <summary>Puts a terminal into this mode when what was printed is out.</summary>
    public void Apply(int file)
    {
        Attributes attributes = _attributes;
        Libc.Check(Libc.Call(SyscallNumbers.Ioctl, file, SetAttributesDrained, (nint)(&attributes)), "tcsetattr");
    }

    /// <summary>A terminal's rows and columns; (0, 0) where the descriptor is none or nobody has told it.</summary>
    public static (int Rows, int Columns) Size(int file)
    {
        ushort* size = stackalloc ushort[4];
        return Libc.Call(SyscallNumbers.Ioctl, file, 0x5413 /* TIOCGWINSZ */, (nint)size) == 0 ? (size[0], size[1]) : (0, 0);
    }

    /// <summary>Sets the terminal's size; the processes in its foreground are told (SIGWINCH).</summary>
    public static void SetSize(int file, int rows, int columns)
    {
        ushort* size = stackalloc ushort[4] { (ushort)rows, (ushort)columns, 0, 0 };
        Libc.Check(Libc.Call(SyscallNumbers.Ioctl, file, 0x5414 /* TIOCSWINSZ */, (nint)size), "ioctl", "TIOCSWINSZ");
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Input;
        public uint Output;
        public uint Control;
        public uint Local;
        public byte Line;
        public fixed byte Characters[19];
    }
}

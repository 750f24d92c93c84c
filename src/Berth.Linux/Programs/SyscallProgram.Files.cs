namespace Berth.Linux;

// Steps on files and descriptors.
public sealed unsafe partial class SyscallProgram
{
    /// <summary>Opens a path; relative ones start at <paramref name="folder"/>. O_CLOEXEC is added.</summary>
    public SyscallProgram Open(ProgramFile folder, string path, OpenFlags flags, out Register file, int mode = 0) =>
        Add(out file, "file", "open", path, SyscallNumbers.Openat, Keep(folder), path, ShownFlags(flags), Argument.Octal(mode));

    /// <summary>Opens a path below a folder as if that were the root (openat2(2), RESOLVE_IN_ROOT).</summary>
    public SyscallProgram OpenInRoot(ProgramFile root, string path, OpenFlags flags, out Register file)
    {
        var how = new byte[24];
        BitConverter.TryWriteBytes(how, (ulong)flags.ToKernel());
        BitConverter.TryWriteBytes(how.AsSpan(16), (ulong)ResolveFlags.InRoot);
        string shown = !ProgramText.IsKept ? "" : $"{{flags={Flags.Open.Show((long)flags | OpenFlagsKernel.CloseOnExec)}, resolve=RESOLVE_IN_ROOT}}";
        return Add(out file, "file", "open", path, SyscallNumbers.Openat2, Keep(root), path, Argument.Bytes(how, shown), (long)how.Length);
    }

    /// <summary>Closes a descriptor.</summary>
    public SyscallProgram Close(ProgramFile file) => Add("close", null, SyscallNumbers.Close, Keep(file));

    /// <summary>Writes a short text in one call.</summary>
    public SyscallProgram Write(ProgramFile file, string text, string subject)
    {
        byte[] bytes = PathText.Encode(text);
        return Add("write", subject, SyscallNumbers.Write, Keep(file), Argument.Bytes(bytes, !ProgramText.IsKept ? "" : Argument.Quote(text)), (long)bytes.Length);
    }

    /// <summary>Writes a short text to a file that exists (as procfs and cgroupfs have them): opens, writes, closes.</summary>
    public SyscallProgram WriteFile(string path, string text) =>
        Open(ProgramFile.WorkingFolder, path, OpenFlags.WriteOnly, out Register file).Write(file, text, path).Close(file);

    /// <summary>Makes a folder.</summary>
    public SyscallProgram MakeFolder(string path, int mode = 0x1ED /* 0755 */) =>
        Add("mkdir", path, SyscallNumbers.Mkdirat, ProgramFile.WorkingFolder, path, Argument.Octal(mode));

    /// <summary>Makes a device node, a pipe or an empty file.</summary>
    public SyscallProgram MakeNode(string path, FileKind kind, int mode, DeviceNumber device = default) =>
        Add("mknod", path, SyscallNumbers.Mknodat, ProgramFile.WorkingFolder, path, Argument.Octal((int)kind | mode), Argument.Named((long)device.Packed, !ProgramText.IsKept ? "" : $"makedev({device.Major}, {device.Minor})"));

    /// <summary>Makes a symbolic link at <paramref name="path"/> with the text <paramref name="target"/>.</summary>
    public SyscallProgram MakeSymlink(string target, string path) => Add("symlink", path, SyscallNumbers.Symlinkat, target, ProgramFile.WorkingFolder, path);

    /// <summary>Sets the owner of a path; a link's own.</summary>
    public SyscallProgram SetOwner(string path, uint user, uint group) =>
        Add("chown", path, SyscallNumbers.Fchownat, ProgramFile.WorkingFolder, path, (long)user, (long)group, Argument.Named(0x100, "AT_SYMLINK_NOFOLLOW"));

    /// <summary>Sets the owner of an open file.</summary>
    public SyscallProgram SetOwner(ProgramFile file, uint user, uint group, string subject) => Add("chown", subject, SyscallNumbers.Fchown, Keep(file), (long)user, (long)group);

    /// <summary>Sets the permissions of a path, following a link.</summary>
    public SyscallProgram SetMode(string path, int mode) => Add("chmod", path, SyscallNumbers.Fchmodat, ProgramFile.WorkingFolder, path, Argument.Octal(mode));

    /// <summary>chdir(2).</summary>
    public SyscallProgram ChangeFolder(string path) => Add("chdir", path, SyscallNumbers.Chdir, path);

    /// <summary>fchdir(2).</summary>
    public SyscallProgram ChangeFolder(ProgramFile folder, string subject) => Add("chdir", subject, SyscallNumbers.Fchdir, Keep(folder));

    /// <summary>umask(2).</summary>
    public SyscallProgram SetUmask(int mask) => Add("umask", null, SyscallNumbers.Umask, Argument.Octal(mask));

    /// <summary>Makes three descriptors the standard streams. They may be any numbers, also each other's.</summary>
    public SyscallProgram SetStandardStreams(ProgramFile input, ProgramFile output, ProgramFile error)
    {
        // Copies beyond 2 first: none of the three is overwritten before it has been copied.
        Duplicate(input, "stdin", out Register first);
        Duplicate(output, "stdout", out Register second);
        Duplicate(error, "stderr", out Register third);
        return Place(first, 0, "stdin").Place(second, 1, "stdout").Place(third, 2, "stderr");
    }

    /// <summary>Gives the program that is started these descriptors, as 3, 4 and so on (where <paramref name="first"/> is 3), and no other but the standard streams.</summary>
    public SyscallProgram PassDescriptors(ReadOnlySpan<ProgramFile> files, int first = 3)
    {
        var copies = new Register[files.Length];
        for (int i = 0; i < files.Length; i++)
        {
            Add(out copies[i], $"passed{first + i}", "fcntl", null, SyscallNumbers.Fcntl, Keep(files[i]), Argument.Named(1030, "F_DUPFD_CLOEXEC"), (long)(first + files.Length));
        }
        for (int i = 0; i < files.Length; i++)
        {
            Place(copies[i], first + i, $"descriptor {first + i}");
        }
        return CloseOnExecute(first + files.Length);
    }

    /// <summary>No descriptor from this number on reaches the program that is started (close_range(2), CLOSE_RANGE_CLOEXEC): registers keep theirs till then.</summary>
    public SyscallProgram CloseOnExecute(int first) =>
        Add("close_range", null, SyscallNumbers.CloseRange, (long)first, Argument.Named(uint.MaxValue, "~0U"), Argument.Named(4, "CLOSE_RANGE_CLOEXEC"));

    private SyscallProgram Duplicate(ProgramFile file, string name, out Register copy) =>
        Add(out copy, name, "fcntl", name, SyscallNumbers.Fcntl, Keep(file), Argument.Named(1030, "F_DUPFD_CLOEXEC"), 3L);

    private SyscallProgram Place(Register file, int number, string subject) => Add("dup3", subject, SyscallNumbers.Dup3, (ProgramFile)file, (long)number, 0L);

    private static Argument ShownFlags(OpenFlags flags) => Argument.Named(flags.ToKernel(), !ProgramText.IsKept ? "" : Flags.Open.Show((long)flags | OpenFlagsKernel.CloseOnExec));
}

using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>A group's open files by which a new process becomes a member. A program that joins takes <see cref="Unified"/> at its start, and the steps of <see cref="AddTo"/> first of all.
/// Both are quick: moving a process in other ways waits for a grace period of the kernel's, 7 to 20 ms.</summary>
public sealed class CgroupJoin : IDisposable
{
    private readonly List<(SafeFileHandle File, string Path)> _tasks = [];

    private CgroupJoin()
    {
    }

    /// <summary>The group's open folder in the tree of version 2, in which the process is born (<see cref="SyscallProgram.Start(Namespaces, System.Runtime.InteropServices.SafeHandle, System.Runtime.InteropServices.SafeHandle)"/>); null where there is none.</summary>
    public SafeFileHandle? Unified { get; private set; }

    /// <summary>Opens a group's folders, of whatever trees.</summary>
    public static CgroupJoin Open(IEnumerable<string> folders)
    {
        var join = new CgroupJoin();
        try
        {
            foreach (string folder in folders)
            {
                if (FileCalls.StatFileSystem(folder).Type == FileSystemStat.Cgroup2)
                {
                    join.Unified = FileCalls.Open(folder, OpenFlags.PathOnly | OpenFlags.Directory);
                }
                else
                {
                    join._tasks.Add((FileCalls.Open($"{folder}/tasks", OpenFlags.WriteOnly), folder));
                }
            }
            return join;
        }
        catch
        {
            join.Dispose();
            throw;
        }
    }

    /// <summary>Adds the steps that join the trees of version 1. The child is one thread, so its own entry in <c>tasks</c> is the whole process, and a thread that moves itself needs no lock
    /// that waits for others, as a write to <c>cgroup.procs</c> does.</summary>
    public void AddTo(SyscallProgram program)
    {
        foreach ((SafeFileHandle file, string path) in _tasks)
        {
            program.Write(file, "0", path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Unified?.Dispose();
        _tasks.ForEach(t => t.File.Dispose());
    }
}

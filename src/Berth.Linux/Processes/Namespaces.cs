namespace Berth.Linux;

/// <summary>Kinds of namespaces (namespaces(7)): the CLONE_NEW… bits.</summary>
[Flags]
public enum Namespaces
{
    None = 0,

    /// <summary>CLONE_FS: not a namespace, but root, working folder and umask of one thread.</summary>
    FileSystemContext = 0x200,
    Time = 0x80,
    Mount = 0x20000,
    Cgroup = 0x2000000,
    Uts = 0x4000000,
    Ipc = 0x8000000,
    User = 0x10000000,
    Pid = 0x20000000,
    Network = 0x40000000,
}

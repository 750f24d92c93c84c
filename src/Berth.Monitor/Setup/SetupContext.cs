using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;
using ResourceLimit = Berth.Linux.ResourceLimit;

namespace Berth.Monitor;

/// <summary>What one start is made of: the request, and what the preparations found and opened. Disposing closes what the child had to inherit.</summary>
internal sealed class SetupContext(StartRequest request, ContainerResources resources) : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public StartRequest Request => request;

    public ProcessRequest Process => request.Process;

    public IsolationRequest Isolation => request.Isolation;

    public ContainerResources Resources => resources;

    /// <summary>What goes on, but not as asked.</summary>
    public required List<string> Warnings { get; init; }

    /// <summary>The container's root, a detached mount until the child attaches it.</summary>
    public RootedFolder Root { get => field ?? throw new InvalidOperationException("no root yet"); set; }

    /// <summary>Who the first process runs as.</summary>
    public ProcessUser User { get => field ?? throw new InvalidOperationException("no user yet"); set; }

    /// <summary>The environment with HOME.</summary>
    public IReadOnlyList<string> Environment { get; set; } = [];

    /// <summary>The request's mounts, in order.</summary>
    public List<PreparedMount> Mounts { get; } = [];

    /// <summary>The container's /dev, unless the request brings its own.</summary>
    public SafeFileHandle? Devices { get; set; }

    /// <summary>The container's own terminals, /dev/pts, unless the request brings /dev.</summary>
    public SafeFileHandle? Terminals { get; set; }

    /// <summary>/dev/shm, unless it comes from the request.</summary>
    public SafeFileHandle? SharedMemory { get; set; }

    /// <summary>The cgroups that the container sees below /sys/fs/cgroup under cgroup v1: name and detached copy; empty under v2.</summary>
    public List<(string Name, SafeFileHandle Tree)> CgroupTrees { get; } = [];

    /// <summary>The empty tmpfs with folders for them.</summary>
    public SafeFileHandle? CgroupRoot { get; set; }

    /// <summary>The paths to hide that are there, and which are folders.</summary>
    public List<(string Path, bool IsFolder)> Masked { get; } = [];

    /// <summary>The paths to make read-only that are there.</summary>
    public List<string> ReadOnlyPaths { get; } = [];

    /// <summary>Standard input, output and error.</summary>
    public ProcessStreams Streams { get => field ?? throw new InvalidOperationException("no streams yet"); set; }

    /// <summary>The pumps, the log and the clients that the streams lead to; none for a process beside the first.</summary>
    public StandardStreams Output { get => field ?? throw new InvalidOperationException("no pumps"); init; }

    /// <summary>This executable, for an init process.</summary>
    public SafeFileHandle? Executable { get; set; }

    /// <summary>Where the init process tells whether its command runs.</summary>
    public SafeFileHandle? InitStatus { get; set; }

    /// <summary>Its end of that.</summary>
    public SafeFileHandle? InitStatusWriter { get; set; }

    /// <summary>The terminal's number in /dev/pts, or -1.</summary>
    public int TerminalNumber { get; set; } = -1;

    /// <summary>Namespaces of others that are joined, and what kind each is.</summary>
    public List<(SafeFileHandle File, Namespaces Kind)> Joined { get; } = [];

    /// <summary>The limits, as far as this machine's root may set them.</summary>
    public List<(ResourceLimit Limit, ulong Soft, ulong Hard)> Limits { get; } = [];

    /// <summary>The process's capabilities, as far as this machine's root has them itself.</summary>
    public CapabilitySet Capabilities { get; set; }

    /// <summary>The seccomp filter's instructions, or null for none.</summary>
    public byte[]? Filter { get; } = request.Isolation.Filter.IsEmpty ? null : request.Isolation.Filter.ToArray();

    /// <summary>The request mounts something itself at /dev.</summary>
    public bool HasOwnDev
    {
        get
        {
            foreach (MountRequest mount in request.Mounts)
            {
                if (mount.Target.TrimEnd('/') == "/dev")
                {
                    return true;
                }
            }
            return false;
        }
    }

    /// <summary>A new namespace of this kind is made.</summary>
    public static bool IsNew(string name) => name is "new" or "private" or "shareable" or "";

    /// <summary>The namespaces that the child is born into.</summary>
    public Namespaces BornInto =>
        Namespaces.Mount
        | (IsNew(request.Namespaces.Pid) ? Namespaces.Pid : 0)
        | (IsNew(request.Namespaces.Ipc) ? Namespaces.Ipc : 0)
        | (IsNew(request.Namespaces.Uts) ? Namespaces.Uts : 0);

    /// <summary>Closes a thing when the start is over.</summary>
    public T Own<T>(T thing)
        where T : IDisposable
    {
        _owned.Add(thing);
        return thing;
    }

    public void Dispose()
    {
        foreach (IDisposable thing in _owned)
        {
            thing.Dispose();
        }
    }
}

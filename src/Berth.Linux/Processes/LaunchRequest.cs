using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>A program to start that goes its own way: nothing of who starts it reaches it but what is named here.</summary>
public sealed record LaunchRequest
{
    /// <summary>The program's open file: one in memory (<see cref="MemoryFile"/>), or of a path.</summary>
    public required SafeFileHandle Program { get; init; }

    /// <summary>What errors call it.</summary>
    public required string Name { get; init; }

    /// <summary>Its arguments, the name that <c>ps</c> shows among them.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Its whole environment, as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Its standard input; null: <c>/dev/null</c>.</summary>
    public SafeFileHandle? Input { get; init; }

    /// <summary>Its standard output; null: <c>/dev/null</c>.</summary>
    public SafeFileHandle? Output { get; init; }

    /// <summary>Its standard error; null: <c>/dev/null</c>.</summary>
    public SafeFileHandle? Error { get; init; }

    /// <summary>Open files that it has as 3, 4 and so on.</summary>
    public IReadOnlyList<SafeFileHandle> Descriptors { get; init; } = [];

    /// <summary>The cgroup that it begins in; null: its starter's.</summary>
    public CgroupJoin? Cgroup { get; init; }

    /// <summary>Signals that it begins with blocked, to read them by <see cref="SignalFd"/>.</summary>
    public IReadOnlyList<int> BlockedSignals { get; init; } = [];

    /// <summary>Its working folder.</summary>
    public string WorkingFolder { get; init; } = "/";

    /// <summary>Its mask of permissions that new files don't get.</summary>
    public int Umask { get; init; } = 0x12;   // 0022
}

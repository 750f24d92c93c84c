namespace Berth.Linux;

/// <summary>A line of mountinfo (proc_pid_mountinfo(5)).</summary>
public sealed record MountEntry
{
    /// <summary>The mount's number.</summary>
    public required int Id { get; init; }

    /// <summary>The number of the mount that it is on.</summary>
    public required int ParentId { get; init; }

    /// <summary>The device of its files.</summary>
    public required DeviceNumber Device { get; init; }

    /// <summary>Which folder of the file system is mounted.</summary>
    public required string Root { get; init; }

    /// <summary>Where.</summary>
    public required string MountPoint { get; init; }

    /// <summary>The mount's options: <c>rw,nosuid</c>.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Optional fields: <c>shared:1</c>, <c>master:2</c>.</summary>
    public required IReadOnlyList<string> Propagation { get; init; }

    /// <summary>The kernel's name of the file system.</summary>
    public required string FileSystem { get; init; }

    /// <summary>What was given as its source.</summary>
    public required string Source { get; init; }

    /// <summary>The file system's options.</summary>
    public required IReadOnlyList<string> SuperOptions { get; init; }

    /// <summary>Whether it is mounted read-only, or its file system is.</summary>
    public bool ReadOnly => Options.Contains("ro") || SuperOptions.Contains("ro");
}

namespace Berth.Linux;

/// <summary>Limits by the names that their users give them.</summary>
public static class ResourceLimitNames
{
    private static readonly string[] Names =
        ["cpu", "fsize", "data", "stack", "core", "rss", "nproc", "nofile", "memlock", "as", "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime"];

    /// <summary>The limit of a name of Docker's <c>--ulimit</c>, as <c>nofile</c>; null where there is none.</summary>
    public static ResourceLimit? Parse(string name) => Array.IndexOf(Names, name) is int index and >= 0 ? (ResourceLimit)index : null;

    /// <summary>The kernel's name, as <c>RLIMIT_NOFILE</c>.</summary>
    public static string NameOf(ResourceLimit limit) => $"RLIMIT_{Names[(int)limit].ToUpperInvariant()}";
}

namespace Berth.Supervision;

/// <summary>A process in a container: the first one, one of <c>exec</c>, or a health check's.</summary>
public sealed record ProcessRequest
{
    /// <summary>The command and its arguments; never empty. A name without a slash is searched for along PATH of <see cref="Environment"/>.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment, <c>NAME=value</c>; the monitor adds HOME (from passwd) where it is missing.</summary>
    public IReadOnlyList<string> Environment { get => field ?? []; init; }

    /// <summary>The working folder in the container; made if it is missing (by the first process only).</summary>
    public string WorkingFolder { get => field ?? "/"; init; }

    /// <summary><c>user</c>, <c>uid</c>, <c>user:group</c> …, looked up in the container's passwd and group; empty is root.</summary>
    public string User { get => field ?? ""; init; }

    /// <summary>Additional groups, names or numbers (<c>--group-add</c>).</summary>
    public IReadOnlyList<string> AdditionalGroups { get => field ?? []; init; }

    /// <summary>The process has a terminal.</summary>
    public bool Terminal { get; init; }

    /// <summary>The terminal's first size in characters; 0 leaves it.</summary>
    public int Rows { get; init; }

    /// <summary>The terminal's first size in characters; 0 leaves it.</summary>
    public int Columns { get; init; }

    /// <summary>Capabilities by name (<c>CAP_CHOWN</c>): bounding, permitted, effective for root; bounding only for other users.</summary>
    public IReadOnlyList<string> Capabilities { get => field ?? []; init; }

    /// <summary>No privileges are gained by executing (<c>no_new_privs</c>).</summary>
    public bool NoNewPrivileges { get; init; }

    /// <summary>The out-of-memory killer's score adjustment, -1000 to 1000; null leaves the monitor's caller's.</summary>
    public int? OomScoreAdjust { get; init; }

    /// <summary>An init process of Berth's own is PID 1 and reaps (<c>--init</c>).</summary>
    public bool Init { get; init; }
}

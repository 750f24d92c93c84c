namespace Berth.Compose;

/// <summary>What <c>up</c> and <c>create</c> were asked for.</summary>
public sealed record UpOptions
{
    /// <summary>The services that the command named; none: all.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>When the named services' containers are made anew.</summary>
    public RecreatePolicy Recreate { get; init; }

    /// <summary>When the containers of services that they depend on are made anew.</summary>
    public RecreatePolicy RecreateDependencies { get; init; }

    /// <summary>Anonymous volumes begin empty (<c>-V</c>).</summary>
    public bool RenewAnonymousVolumes { get; init; }

    /// <summary>Containers of services that are no longer in the files are removed.</summary>
    public bool RemoveOrphans { get; init; }

    /// <summary>No word about containers of services that are no longer in the files.</summary>
    public bool IgnoreOrphans { get; init; }

    /// <summary>Seconds until a container that must go is killed; null: its own.</summary>
    public int? Timeout { get; init; }

    /// <summary><c>always</c>, <c>missing</c>, <c>never</c> or <c>build</c>, over the services' own policies; null: those.</summary>
    public string? Pull { get; init; }

    /// <summary>No progress of pulls.</summary>
    public bool QuietPull { get; init; }

    /// <summary>Images are built even if they are there (<c>--build</c>).</summary>
    public bool Build { get; init; }

    /// <summary>Images are never built (<c>--no-build</c>).</summary>
    public bool NoBuild { get; init; }

    /// <summary>Only makes the containers (<c>create</c>, <c>--no-start</c>).</summary>
    public bool NoStart { get; init; }

    /// <summary>Returns when all are running or healthy (<c>--wait</c>).</summary>
    public bool Wait { get; init; }

    /// <summary>How long <see cref="Wait"/> waits; zero is for ever.</summary>
    public TimeSpan WaitTimeout { get; init; }

    /// <summary>Existing volumes whose configuration has changed are made anew without asking (<c>-y</c>).</summary>
    public bool AssumeYes { get; init; }

    /// <summary>The <c>--env-file</c> options, for the containers' label.</summary>
    public IReadOnlyList<string> EnvironmentFiles { get; init; } = [];
}

namespace Berth.Build;

/// <summary>A <c>--mount</c> of RUN with its meaning (Dockerfile reference, "RUN --mount").</summary>
internal sealed record RunMount
{
    /// <summary>What sort it is.</summary>
    public MountKind Kind { get; init; }

    /// <summary>The stage or image that files come from; null: the context for binds, nothing for caches.</summary>
    public string? From { get; init; }

    /// <summary>The path in where files come from; a secret's id.</summary>
    public string Source { get; init; } = "";

    /// <summary>The path in the step, absolute or below the working folder; empty: as the sort has it.</summary>
    public string Target { get; init; } = "";

    /// <summary>It can't be written to; null: as the sort has it.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>The name of a cache, secret or agent; empty: as the sort has it.</summary>
    public string Id { get; init; } = "";

    /// <summary>Who else may use a cache meanwhile.</summary>
    public CacheSharing Sharing { get; init; }

    /// <summary>The step fails where the secret or agent isn't given.</summary>
    public bool Required { get; init; }

    /// <summary>The most that a tmpfs holds, bytes; 0: no limit.</summary>
    public long Size { get; init; }

    /// <summary>Permission bits; null: as the sort has them.</summary>
    public int? Mode { get; init; }

    /// <summary>Owner.</summary>
    public int? Uid { get; init; }

    /// <summary>Group.</summary>
    public int? Gid { get; init; }

    /// <summary>The variable that a secret is put into; empty: none.</summary>
    public string Variable { get; init; } = "";

    /// <summary>The name of a secret: what is given, else the last part of its target.</summary>
    public string SecretId => Id.Length > 0 ? Id : Source.Length > 0 ? Source : Target.TrimEnd('/').Split('/')[^1];
}

namespace Berth.Build;

/// <summary>The flags of COPY and ADD.</summary>
internal sealed record CopyOptions
{
    /// <summary>The stage, image or named context that files come from; null: the build's context.</summary>
    public string? From { get; init; }

    /// <summary><c>user[:group]</c> of what is put in; null: root.</summary>
    public string? Owner { get; init; }

    /// <summary>Octal or symbolic mode of what is put in; null: as it is.</summary>
    public string? Mode { get; init; }

    /// <summary>The layer is independent of what is below it.</summary>
    public bool Link { get; init; }

    /// <summary>The sources' folders are kept in the target.</summary>
    public bool Parents { get; init; }

    /// <summary>Patterns of what is left out.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The digest that a downloaded file must have, or the commit of a git source.</summary>
    public string? Checksum { get; init; }

    /// <summary>A git source keeps its <c>.git</c> folder; null: as its address says.</summary>
    public bool? KeepGitFolder { get; init; }

    /// <summary>Archives are unpacked; null: local ones by ADD.</summary>
    public bool? Unpack { get; init; }
}

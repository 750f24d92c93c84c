namespace Berth.Build;

/// <summary>A mount of a step, its files found; nothing is mounted yet, so that the cache can be asked.</summary>
/// <param name="Mount">What is asked for.</param>
/// <param name="Target">Its absolute path in the step; empty for what has none.</param>
/// <param name="Content">The hash of the files that it shows at first; empty where it shows none.</param>
internal sealed record PlannedMount(RunMount Mount, string Target, string Content)
{
    /// <summary>The folder or file that it shows, of the build's context or a named one.</summary>
    public CopySource? Source { get; init; }

    /// <summary>The image that it shows a part of.</summary>
    public ImageState? Image { get; init; }

    /// <summary>The part of the image, links followed, with slashes, without one at either end.</summary>
    public string Subpath { get; init; } = "";

    /// <summary>It can't be written to.</summary>
    public bool IsReadOnly => Mount.ReadOnly ?? (Mount.Kind is not (MountKind.Cache or MountKind.Tmpfs));

    /// <summary>What a cache is called.</summary>
    public string CacheId => Mount.Id.Length > 0 ? Mount.Id : Target;

    /// <summary>All of it that decides the step's result: contents of caches, secrets and agents don't.</summary>
    public IEnumerable<string> Key =>
    [
        "mount", Mount.Kind.ToString("D"), Target, IsReadOnly ? "ro" : "rw", Mount.Kind == MountKind.Cache ? CacheId : Mount.Kind == MountKind.Secret ? Mount.SecretId : Mount.Id, Mount.Sharing.ToString("D"),
        FormattableString.Invariant($"{Mount.Required} {Mount.Size} {Mount.Mode} {Mount.Uid} {Mount.Gid}"), Mount.Variable, Content,
    ];
}

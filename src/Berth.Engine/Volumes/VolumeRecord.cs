namespace Berth.Engine;

/// <summary>What a volume is.</summary>
internal sealed record VolumeRecord
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Its labels; null where none were given.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The driver's options (<c>type</c>, <c>device</c>, <c>o</c>); null where none were given.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>It was made without a name: removed with its container where that is asked for, and by a prune.</summary>
    public bool IsAnonymous => Labels?.ContainsKey(AnonymousLabel) == true;

    /// <summary>The label that Docker gives to volumes without a name.</summary>
    public const string AnonymousLabel = "com.docker.volume.anonymous";

    /// <summary>The file system to mount, or empty for the volume's own folder.</summary>
    public string Option(string name) => Options?.GetValueOrDefault(name, "") ?? "";
}

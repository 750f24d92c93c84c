namespace Berth.Docker;

/// <summary>One step of an image's making.</summary>
public sealed record ImageHistoryItem
{
    /// <summary>Of the image, or &lt;missing&gt;.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Unix time in seconds.</summary>
    public long Created { get; init; }

    public string CreatedBy { get => field ?? ""; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    public string Comment { get => field ?? ""; init; }
}

namespace Berth.Compose;

/// <summary>What happened to one resource while a plan is carried out.</summary>
/// <param name="Id">The resource: <c>Container p-web-1</c>, <c>Network p_default</c>, an image's reference, a layer's id.</param>
/// <param name="Text">What happens to it: <c>Creating</c>, <c>Created</c>.</param>
/// <param name="Kind">Whether it goes on.</param>
public sealed record PlanProgress(string Id, string Text, PlanProgressKind Kind)
{
    /// <summary>The resource that this is a part of (a layer's image), or empty.</summary>
    public string Parent { get; init; } = "";

    /// <summary>How far it is, in bytes; 0 where that isn't known.</summary>
    public long Current { get; init; }

    /// <summary>How far it goes, in bytes.</summary>
    public long Total { get; init; }
}

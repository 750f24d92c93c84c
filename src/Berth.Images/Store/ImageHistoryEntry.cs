namespace Berth.Images;

/// <summary>A line of an image's history, as <c>docker history</c> shows it: newest first, with the layer's size in bytes.</summary>
public sealed record ImageHistoryEntry(string Id, DateTimeOffset? Created, string CreatedBy, IReadOnlyList<string> Tags, long Size, string Comment);

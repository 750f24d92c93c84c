namespace Berth.Compose;

/// <summary>An attribute: a row of the schema.</summary>
internal sealed record ShapeKey(string Name, Shape Shape, Support Support, string? Note);

namespace Berth.Build;

/// <summary>A source of COPY or ADD, found: a path of a tree.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Path">The path in it.</param>
/// <param name="Name">Its last part, as it is called in a folder that it is put into.</param>
internal sealed record CopySource(SourceTree Tree, string Path, string Name);

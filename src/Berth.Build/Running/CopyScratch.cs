namespace Berth.Build;

/// <summary>Trees that a COPY opened; they go with it.</summary>
internal sealed class CopyScratch : IDisposable
{
    private readonly List<SourceTree> _trees = [];

    /// <summary>Keeps a tree until the end.</summary>
    public void Keep(SourceTree tree) => _trees.Add(tree);

    /// <inheritdoc/>
    public void Dispose() => _trees.ForEach(t => t.Dispose());
}

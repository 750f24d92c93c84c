namespace Berth.Compose;

/// <summary>A node of the tree that the loading phases work on. Phases change the tree in place; each node keeps the place that it came from.</summary>
internal abstract class YamlNode(SourceSpan span)
{
    /// <summary>Where it was written.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>Whether it stands for something that was reported as wrong.</summary>
    public bool IsBroken => this is YamlScalar { Kind: ScalarKind.Broken };

    /// <summary>How many nodes a copy has.</summary>
    public abstract int Size();

    /// <summary>A copy that shares nothing that can change.</summary>
    public abstract YamlNode Clone();
}

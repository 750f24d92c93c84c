namespace Berth.Compose;

/// <summary>A part of the project that knows where it was written.</summary>
public abstract record ComposeElement
{
    /// <summary>Attributes <c>x-…</c>, kept as written; null: none.</summary>
    internal YamlMap? Extensions { get; init; }

    /// <summary>The mapping that it was bound from; null where it was made without a file.</summary>
    internal YamlNode? Node { get; init; }

    /// <summary>Whether something in it was reported as wrong, so that what it seems to lack may be that.</summary>
    internal bool IsDamaged => Node is YamlMap { IsDamaged: true };

    /// <summary>Where it was written; the default where it was made without a file.</summary>
    public SourceSpan Span => Node?.Span ?? default;

    /// <summary>Whether an attribute, or an item of it, was reported as wrong.</summary>
    internal bool IsDamagedAt(string key) =>
        Node is YamlMap map && map.Get(key) is { } value && (value.IsBroken || value is YamlMap { IsDamaged: true } || (value is YamlList list && list.Items.Exists(static item => item.IsBroken)));

    /// <summary>Where the attribute at a path below it was written, or the closest part above that was, e.g. <c>SpanOf("deploy", "mode")</c>.</summary>
    public SourceSpan SpanOf(params ReadOnlySpan<string> path)
    {
        YamlNode? node = Node;
        SourceSpan span = Span;
        foreach (string key in path)
        {
            if (node is YamlMap map && map.TryGetEntry(key, out YamlEntry entry))
            {
                span = entry.KeySpan;
                node = entry.Value;
            }
            else if (node is YamlList list && int.TryParse(key, out int index) && index >= 0 && index < list.Items.Count)
            {
                node = list.Items[index];
                span = node.Span;
            }
            else
            {
                break;
            }
        }

        return span;
    }
}

namespace Berth.Compose;

/// <summary>A sequence.</summary>
internal sealed class YamlList(SourceSpan span, List<YamlNode> items) : YamlNode(span)
{
    public List<YamlNode> Items { get; set; } = items;

    public YamlList(SourceSpan span)
        : this(span, [])
    {
    }

    public override int Size()
    {
        int size = 1;
        foreach (YamlNode item in Items)
        {
            size += item.Size();
        }

        return size;
    }

    public override YamlNode Clone()
    {
        List<YamlNode> copy = new(Items.Count);
        foreach (YamlNode item in Items)
        {
            copy.Add(item.Clone());
        }

        return new YamlList(Span, copy);
    }
}

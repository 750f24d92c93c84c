namespace Berth.Cli;

/// <summary>One row of a list: the fields that a template can name, under the names that the docker command line gives them.</summary>
internal abstract class ListRow : ITemplateObject
{
    /// <summary>The names of the fields, in the order of the alphabet.</summary>
    public abstract IReadOnlyList<string> FieldNames { get; }

    /// <summary>The value of a field, or null for no such field.</summary>
    public abstract object? Field(string name);

    /// <summary>The heading of a field's column.</summary>
    public abstract string Header(string name);

    /// <summary>The labels that <c>.Label "name"</c> looks in; null if the row has none.</summary>
    protected virtual IReadOnlyDictionary<string, string>? LabelMap => null;

    /// <summary>A field as a cell of a table.</summary>
    public string Cell(string name) => Field(name) is { } value ? TemplateValue.Print(value) : "";

    /// <inheritdoc/>
    public bool TryGet(string name, ReadOnlySpan<object?> arguments, out object? value)
    {
        if (name == "Label" && arguments.Length == 1 && LabelMap is { } labels)
        {
            value = arguments[0] is string label && labels.TryGetValue(label, out var text) ? text : "";
            return true;
        }
        value = Field(name);
        return value is not null || FieldNames.Contains(name);
    }

    /// <summary>Labels as a list has them: <c>a=b,c=d</c>.</summary>
    protected static string Join(IReadOnlyDictionary<string, string>? labels)
    {
        if (labels is null || labels.Count == 0)
            return "";
        var pairs = new List<string>(labels.Count);
        foreach (var (name, value) in labels)
            pairs.Add($"{name}={value}");
        pairs.Sort(StringComparer.Ordinal);
        return string.Join(',', pairs);
    }
}

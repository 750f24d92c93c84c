namespace Berth.Compose;

/// <summary>What may stand at a place: types, ranges, words, keys. The one description from which validation, suggestions and the table of attributes come.</summary>
internal sealed class Shape
{
    private Dictionary<string, ShapeKey>? keys;

    public required ShapeTypes Types { get; init; }

    public double Minimum { get; init; } = double.NegativeInfinity;

    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>The words that a string may be; null: any.</summary>
    public string[]? Words { get; init; }

    /// <summary>What a string must look like; null: anything.</summary>
    public TextRule? Text { get; init; }

    public Shape? Items { get; init; }

    public bool UniqueItems { get; init; }

    /// <summary>The attributes of a mapping, in the order of the documentation.</summary>
    public IReadOnlyList<ShapeKey> Keys { get; init; } = [];

    public string[] Required { get; init; } = [];

    /// <summary>Which other keys there may be, with values of <see cref="Value"/>.</summary>
    public KeyRule OtherKeys { get; init; }

    public Shape? Value { get; init; }

    /// <summary>Whether <c>x-…</c> may stand here.</summary>
    public bool Extensible { get; init; }

    public ShapeKey? Find(string key)
    {
        keys ??= Index();
        return keys.GetValueOrDefault(key);
    }

    // Made aside and put in place whole: several loads may share the schema.
    private Dictionary<string, ShapeKey> Index()
    {
        Dictionary<string, ShapeKey> built = new(Keys.Count);
        foreach (ShapeKey row in Keys)
        {
            built.Add(row.Name, row);
        }

        return built;
    }

    public bool Allows(ShapeTypes type) => (Types & (type | ShapeTypes.Any)) != 0;
}

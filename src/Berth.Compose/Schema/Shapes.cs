namespace Berth.Compose;

/// <summary>The shapes that many attributes share, and how shapes are written.</summary>
internal static class Shapes
{
    // Short names for the usual shapes.
    public static readonly Shape Text = Of(ShapeTypes.String);
    public static readonly Shape Truth = Of(ShapeTypes.Boolean | ShapeTypes.String);
    public static readonly Shape StrictTruth = Of(ShapeTypes.Boolean);
    public static readonly Shape Number = Of(ShapeTypes.Number | ShapeTypes.String);
    public static readonly Shape StrictNumber = Of(ShapeTypes.Number);
    public static readonly Shape Whole = Of(ShapeTypes.Integer | ShapeTypes.String);
    public static readonly Shape TextOrNull = Of(ShapeTypes.String | ShapeTypes.Null);
    public static readonly Shape Anything = new() { Types = ShapeTypes.Any, OtherKeys = KeyRule.Open };
    public static readonly Shape AnyMap = new() { Types = ShapeTypes.Map, OtherKeys = KeyRule.Open, Value = Anything };
    public static readonly Shape Texts = ListOf(Text);
    public static readonly Shape UniqueTexts = ListOf(Text, unique: true);
    public static readonly Shape TextOrTexts = new() { Types = ShapeTypes.String | ShapeTypes.List, Items = Text, UniqueItems = true };
    public static readonly Shape Command = new() { Types = ShapeTypes.Null | ShapeTypes.String | ShapeTypes.List, Items = Text };
    public static readonly Shape Options = new() { Types = ShapeTypes.Map, OtherKeys = KeyRule.Open, Value = Of(ShapeTypes.String | ShapeTypes.Number) };

    // KEY: value, or a list of KEY=value.
    public static readonly Shape Pairs = new()
    {
        Types = ShapeTypes.Map | ShapeTypes.List,
        Items = Text,
        UniqueItems = true,
        OtherKeys = KeyRule.NonEmpty,
        Value = Of(ShapeTypes.String | ShapeTypes.Number | ShapeTypes.Boolean | ShapeTypes.Null),
    };

    public static readonly Shape Hosts = new()
    {
        Types = ShapeTypes.Map | ShapeTypes.List,
        Items = Text,
        UniqueItems = true,
        OtherKeys = KeyRule.NonEmpty,
        Value = new Shape { Types = ShapeTypes.String | ShapeTypes.List, Items = Text },
    };

    public static readonly Shape Ulimits = new()
    {
        Types = ShapeTypes.Map,
        OtherKeys = KeyRule.LowerOrAny,
        Value = Map([Key("hard", Whole), Key("soft", Whole)], required: ["soft", "hard"], also: ShapeTypes.Integer | ShapeTypes.String),
    };

    public static readonly Shape FileMounts = ListOf(Map([
        Key("source", Text),
        Key("target", Text),
        Key("uid", Text, Support.Ignored, "for contents from a file"),
        Key("gid", Text, Support.Ignored, "for contents from a file"),
        Key("mode", Number, Support.Ignored, "for contents from a file"),
    ], also: ShapeTypes.String));

    public static readonly Shape Hook = Map([
        Key("command", Command),
        Key("user", Text),
        Key("privileged", Truth),
        Key("working_dir", Text),
        Key("environment", Pairs),
    ], required: ["command"]);

    public static readonly Shape External = Map([Key("name", Text, note: "deprecated")], also: ShapeTypes.Boolean | ShapeTypes.String);

    public static Shape Of(ShapeTypes types) => new() { Types = types };

    public static Shape ListOf(Shape items, bool unique = false) => new() { Types = ShapeTypes.List, Items = items, UniqueItems = unique };

    public static Shape Named(Shape value, KeyRule rule) => new() { Types = ShapeTypes.Map, OtherKeys = rule, Value = value };

    public static Shape Map(ShapeKey[] keys, string[]? required = null, ShapeTypes also = ShapeTypes.None, bool extensible = true) =>
        new() { Types = ShapeTypes.Map | also, Keys = keys, Required = required ?? [], Extensible = extensible };

    public static ShapeKey Key(string name, Shape shape, Support support = Support.Full, string? note = null) => new(name, shape, support, note);
}

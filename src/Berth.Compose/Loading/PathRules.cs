namespace Berth.Compose;

/// <summary>
/// A table of rules keyed by path, such as <c>services.*.ports</c>: <c>*</c> matches any key or list item, <c>[]</c> list items only. A walk goes down
/// the table together with the tree, so that a subtree without rules costs nothing.
/// </summary>
/// <param name="Path">Where the rule applies.</param>
/// <param name="Rule">The rule.</param>
internal readonly record struct PathRule<T>(string Path, T Rule);

/// <summary>A table of rules by path, as a tree.</summary>
internal sealed class PathRules<T>
    where T : class
{
    /// <summary>The segment that stands for an item of a list.</summary>
    public const string Item = "[]";

    // Below this number of names, looking at each is faster than hashing.
    private const int SmallSize = 5;

    private readonly List<KeyValuePair<string, PathRules<T>>> named = [];
    private Dictionary<string, PathRules<T>>? index;
    private PathRules<T>? any;

    public PathRules()
    {
    }

    public PathRules(ReadOnlySpan<PathRule<T>> rows)
    {
        foreach (PathRule<T> row in rows)
        {
            PathRules<T> at = this;
            foreach (string segment in row.Path.Split('.'))
            {
                at = at.Enter(segment);
            }

            at.Rule = row.Rule;
        }
    }

    /// <summary>The rule for this very place; null if there is none.</summary>
    public T? Rule { get; private set; }

    /// <summary>The rules below a key; null if there are none.</summary>
    public PathRules<T>? Next(string key)
    {
        if (named.Count > SmallSize)
        {
            index ??= new Dictionary<string, PathRules<T>>(named);
            return index.TryGetValue(key, out PathRules<T>? found) ? found : any;
        }

        foreach ((string name, PathRules<T> rules) in named)
        {
            if (name == key)
            {
                return rules;
            }
        }

        return any;
    }

    private PathRules<T> Enter(string segment)
    {
        if (segment == "*")
        {
            return any ??= new PathRules<T>();
        }

        foreach ((string name, PathRules<T> rules) in named)
        {
            if (name == segment)
            {
                return rules;
            }
        }

        PathRules<T> entered = new();
        named.Add(new KeyValuePair<string, PathRules<T>>(segment, entered));
        return entered;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Berth.Compose;

/// <summary>A mapping with string keys, in the order of the file.</summary>
internal sealed class YamlMap : YamlNode
{
    // A dictionary pays only above this size.
    private const int SmallSize = 12;

    private readonly List<YamlEntry> entries;
    private Dictionary<string, int>? index;

    public YamlMap(SourceSpan span, int capacity = 4)
        : base(span) => entries = new List<YamlEntry>(capacity);

    public int Count => entries.Count;

    public YamlEntry this[int position] => entries[position];

    /// <summary>Whether something in it was reported as wrong: what seems to be missing may be that.</summary>
    public bool IsDamaged => entries.Exists(static entry => entry.Value.IsBroken);

    public List<YamlEntry>.Enumerator GetEnumerator() => entries.GetEnumerator();

    public bool ContainsKey(string key) => Find(key) >= 0;

    public YamlNode? Get(string key)
    {
        int at = Find(key);
        return at < 0 ? null : entries[at].Value;
    }

    /// <summary>The value at a key if it is a string; null otherwise.</summary>
    public string? GetString(string key) => Get(key) is YamlScalar { Kind: ScalarKind.String } scalar ? scalar.Text : null;

    public bool TryGet(string key, [NotNullWhen(true)] out YamlNode? value)
    {
        value = Get(key);
        return value is not null;
    }

    public bool TryGetEntry(string key, out YamlEntry entry)
    {
        int at = Find(key);
        entry = at < 0 ? default : entries[at];
        return at >= 0;
    }

    /// <summary>Puts a value at a key: in the place of the old one, or at the end.</summary>
    public void Set(string key, SourceSpan keySpan, YamlNode value)
    {
        int at = Find(key);
        if (at >= 0)
        {
            entries[at] = new YamlEntry(key, keySpan, value);
            return;
        }

        entries.Add(new YamlEntry(key, keySpan, value));
        index?.Add(key, entries.Count - 1);
    }

    /// <summary>Changes the value at a position and keeps its key.</summary>
    public void SetAt(int position, YamlNode value) => entries[position] = entries[position] with { Value = value };

    public bool Remove(string key)
    {
        int at = Find(key);
        if (at < 0)
        {
            return false;
        }

        entries.RemoveAt(at);
        index = null;
        return true;
    }

    /// <summary>Removes all entries whose keys begin in some way, and returns them; null if there are none.</summary>
    public YamlMap? TakeAll(string prefix)
    {
        YamlMap? taken = null;
        foreach (YamlEntry entry in entries)
        {
            if (entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                taken ??= new YamlMap(Span);
                taken.entries.Add(entry);
            }
        }

        if (taken is not null)
        {
            entries.RemoveAll(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal));
            index = null;
        }

        return taken;
    }

    public override int Size()
    {
        int size = 1;
        foreach (YamlEntry entry in entries)
        {
            size += entry.Value.Size();
        }

        return size;
    }

    public override YamlNode Clone()
    {
        YamlMap copy = new(Span, entries.Count);
        foreach (YamlEntry entry in entries)
        {
            copy.entries.Add(entry with { Value = entry.Value.Clone() });
        }

        return copy;
    }

    private int Find(string key)
    {
        if (entries.Count > SmallSize)
        {
            index ??= BuildIndex();
            return index.TryGetValue(key, out int found) ? found : -1;
        }

        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    private Dictionary<string, int> BuildIndex()
    {
        Dictionary<string, int> built = new(entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            built[entries[i].Key] = i;
        }

        return built;
    }
}

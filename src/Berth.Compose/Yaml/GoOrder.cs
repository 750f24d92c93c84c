namespace Berth.Compose;

/// <summary>The orders in which Go puts strings.</summary>
internal static class GoOrder
{
    /// <summary>By the bytes of UTF-8, which is by code point: unlike .NET's ordinal order for characters beyond 16 bits.</summary>
    public static int Compare(string a, string b)
    {
        int length = Math.Min(a.Length, b.Length);
        for (int i = 0; i < length; i++)
        {
            char x = a[i];
            char y = b[i];
            if (x != y)
            {
                return char.IsSurrogate(x) == char.IsSurrogate(y) ? x - y : char.IsSurrogate(x) ? 1 : -1;
            }
        }

        return a.Length - b.Length;
    }

    public static string[] Keys(YamlMap map)
    {
        string[] keys = new string[map.Count];
        for (int i = 0; i < map.Count; i++)
        {
            keys[i] = map[i].Key;
        }

        Array.Sort(keys, Compare);
        return keys;
    }

    public static string[] Keys<T>(IReadOnlyDictionary<string, T> map)
    {
        string[] keys = [.. map.Keys];
        Array.Sort(keys, Compare);
        return keys;
    }
}

namespace Berth.Linux;

/// <summary>A set or a map of nf_tables as the kernel lists it.</summary>
internal sealed class NftSet(bool intervals, IReadOnlyList<NftElement> elements)
{
    // By key; where an interval ends at the key at which the next begins, the end first.
    private readonly NftElement[] _ordered =
        [.. elements.Where(e => !e.CatchAll).Order(Comparer<NftElement>.Create((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key) is var c and not 0 ? c : b.Ends.CompareTo(a.Ends)))];

    private readonly NftElement? _catchAll = elements.FirstOrDefault(e => e.CatchAll);

    /// <summary>The element that a key belongs to, or null.</summary>
    public NftElement? Find(ReadOnlySpan<byte> key)
    {
        NftElement? last = null;
        foreach (var element in _ordered)
        {
            if (element.KeyEnd is { } end)
            {
                if (Between(element.Key, key, end))
                {
                    return element;
                }
            }
            else if (intervals)
            {
                if (element.Key.AsSpan().SequenceCompareTo(Cut(key, element)) > 0)
                {
                    break;
                }

                last = element;
            }
            else if (Cut(key, element).SequenceEqual(element.Key))
            {
                return element;
            }
        }

        return last is { Ends: false } ? last : _catchAll;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> key, NftElement element) => key[..Math.Min(key.Length, element.Key.Length)];

    // Concatenated keys have a range for each field, and fields begin at registers of four bytes.
    private static bool Between(byte[] from, ReadOnlySpan<byte> key, byte[] to)
    {
        for (int at = 0; at < from.Length; at += 4)
        {
            var part = key.Slice(at, Math.Min(4, from.Length - at));
            if (part.SequenceCompareTo(from.AsSpan(at, part.Length)) < 0 || part.SequenceCompareTo(to.AsSpan(at, part.Length)) > 0)
            {
                return false;
            }
        }

        return true;
    }
}

namespace Berth.Monitor;

/// <summary>Makes Huffman codes for deflate (RFC 1951, 3.2.2): lengths from frequencies, and codes from lengths.</summary>
internal static class Huffman
{
    /// <summary>Gives each symbol with a frequency a length of at most <paramref name="longest"/> bits; the others get 0.</summary>
    public static void MakeLengths(ReadOnlySpan<int> frequencies, int longest, Span<byte> lengths)
    {
        lengths.Clear();
        Span<int> symbols = stackalloc int[frequencies.Length];
        Span<int> weights = stackalloc int[frequencies.Length];
        int count = 0;
        for (int symbol = 0; symbol < frequencies.Length; symbol++)
        {
            if (frequencies[symbol] > 0)
            {
                // Insertion by weight: the alphabets are small, and this needs no sorter of the library's.
                int at = count++;
                for (; at > 0 && weights[at - 1] > frequencies[symbol]; at--)
                {
                    (symbols[at], weights[at]) = (symbols[at - 1], weights[at - 1]);
                }
                (symbols[at], weights[at]) = (symbol, frequencies[symbol]);
            }
        }
        weights = weights[..count];
        if (count > 1)
        {
            MinimumRedundancy(weights);
            Limit(weights, longest);
        }
        for (int i = 0; i < count; i++)
        {
            lengths[symbols[i]] = count == 1 ? (byte)1 : (byte)weights[i];
        }
    }

    /// <summary>Gives each symbol with a length its code, the bits in the order in which deflate sends them.</summary>
    public static void MakeCodes(ReadOnlySpan<byte> lengths, Span<ushort> codes)
    {
        Span<int> next = stackalloc int[17];
        next.Clear();
        foreach (byte length in lengths)
        {
            next[length + 1] += length > 0 ? 1 : 0;
        }
        for (int length = 1, code = 0; length < 17; length++)
        {
            code = (code + next[length]) << 1;
            next[length] = code;
        }
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            codes[symbol] = lengths[symbol] == 0 ? (ushort)0 : Reverse(next[lengths[symbol]]++, lengths[symbol]);
        }
    }

    // Moffat and Katajainen, "In-place calculation of minimum-redundancy codes": weights, rising, become lengths, falling.
    private static void MinimumRedundancy(Span<int> weights)
    {
        int count = weights.Length;
        weights[0] += weights[1];
        int root = 0;
        int leaf = 2;
        for (int next = 1; next < count - 1; next++)
        {
            weights[next] = TakeLightest(weights, ref root, ref leaf, next);
            weights[next] += TakeLightest(weights, ref root, ref leaf, next);
        }
        weights[count - 2] = 0;
        for (int next = count - 3; next >= 0; next--)
        {
            weights[next] = weights[weights[next]] + 1;   // parents became depths
        }
        int available = 1;
        int used = 0;
        int depth = 0;
        root = count - 2;
        for (int next = count - 1; available > 0;)
        {
            while (root >= 0 && weights[root] == depth)
            {
                used++;
                root--;
            }
            for (; available > used; available--)
            {
                weights[next--] = depth;
            }
            available = 2 * used;
            depth++;
            used = 0;
        }
    }

    private static int TakeLightest(Span<int> weights, ref int root, ref int leaf, int next)
    {
        if (leaf >= weights.Length || (root < next && weights[root] < weights[leaf]))
        {
            int weight = weights[root];
            weights[root++] = next;
            return weight;
        }
        return weights[leaf++];
    }

    // Lengths that are too long are cut, and others made longer until a code with these lengths exists (Kraft's sum is at most 1).
    private static void Limit(Span<int> lengths, int longest)
    {
        int sum = 0;
        foreach (ref int length in lengths)
        {
            length = Math.Min(length, longest);
            sum += 1 << (longest - length);
        }
        for (int i = 0; i < lengths.Length && sum > 1 << longest; i++)
        {
            while (lengths[i] < longest && sum > 1 << longest)
            {
                lengths[i]++;
                sum -= 1 << (longest - lengths[i]);
            }
        }
    }

    private static ushort Reverse(int code, int length)
    {
        int reversed = 0;
        for (int i = 0; i < length; i++)
        {
            reversed |= (code >> i & 1) << (length - 1 - i);
        }
        return (ushort)reversed;
    }
}

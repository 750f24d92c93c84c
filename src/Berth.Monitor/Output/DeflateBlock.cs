namespace Berth.Monitor;

/// <summary>Gathers literals and matches and writes them as one block with codes of its own (RFC 1951, 3.2.7).</summary>
internal sealed class DeflateBlock(BitWriter output)
{
    private const int Capacity = 16 * 1024;
    private const int EndOfBlock = 256;
    private const int LiteralSymbols = 286;
    private const int DistanceSymbols = 30;

    // For the symbols 257 on and 0 on: the smallest length, or distance, and how many further bits follow.
    private static ReadOnlySpan<ushort> LengthBase => [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static ReadOnlySpan<byte> LengthBits => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<ushort> DistanceBase =>
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

    private static ReadOnlySpan<byte> DistanceBits => [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    private static ReadOnlySpan<byte> CodeLengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly ushort[] _values = new ushort[Capacity];      // a literal, or a length
    private readonly ushort[] _distances = new ushort[Capacity];   // 0 for a literal
    private readonly int[] _literalFrequencies = new int[LiteralSymbols];
    private readonly int[] _distanceFrequencies = new int[DistanceSymbols];
    private readonly byte[] _lengths = new byte[LiteralSymbols + DistanceSymbols];
    private readonly ushort[] _literalCodes = new ushort[LiteralSymbols];
    private readonly ushort[] _distanceCodes = new ushort[DistanceSymbols];
    private int _count;

    public bool IsFull => _count == Capacity;

    public void AddLiteral(byte literal)
    {
        _values[_count] = literal;
        _distances[_count++] = 0;
        _literalFrequencies[literal]++;
    }

    public void AddMatch(int length, int distance)
    {
        _values[_count] = (ushort)length;
        _distances[_count++] = (ushort)distance;
        _literalFrequencies[257 + SymbolOf(LengthBase, length)]++;
        _distanceFrequencies[SymbolOf(DistanceBase, distance)]++;
    }

    /// <summary>Writes the block and begins a new one.</summary>
    public void Write(bool last)
    {
        _literalFrequencies[EndOfBlock] = 1;
        if (_distanceFrequencies.AsSpan().IndexOfAnyExcept(0) < 0)
        {
            _distanceFrequencies[0] = 1;   // one code must be there
        }
        Span<byte> literals = _lengths.AsSpan(0, LiteralSymbols);
        Span<byte> distances = _lengths.AsSpan(LiteralSymbols, DistanceSymbols);
        Huffman.MakeLengths(_literalFrequencies, 15, literals);
        Huffman.MakeLengths(_distanceFrequencies, 15, distances);
        Huffman.MakeCodes(literals, _literalCodes);
        Huffman.MakeCodes(distances, _distanceCodes);
        output.Write(last ? 1u : 0u, 1);
        output.Write(2, 2);
        WriteLengths();
        WriteTokens(literals, distances);
        _count = 0;
        _literalFrequencies.AsSpan().Clear();
        _distanceFrequencies.AsSpan().Clear();
    }

    private static int SymbolOf(ReadOnlySpan<ushort> bases, int value)
    {
        int low = 0;
        int high = bases.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = bases[middle] <= value ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    private void WriteTokens(ReadOnlySpan<byte> literals, ReadOnlySpan<byte> distances)
    {
        for (int i = 0; i < _count; i++)
        {
            int value = _values[i];
            int distance = _distances[i];
            if (distance == 0)
            {
                output.Write(_literalCodes[value], literals[value]);
                continue;
            }
            int symbol = SymbolOf(LengthBase, value);
            output.Write(_literalCodes[257 + symbol], literals[257 + symbol]);
            output.Write((uint)(value - LengthBase[symbol]), LengthBits[symbol]);
            symbol = SymbolOf(DistanceBase, distance);
            output.Write(_distanceCodes[symbol], distances[symbol]);
            output.Write((uint)(distance - DistanceBase[symbol]), DistanceBits[symbol]);
        }
        output.Write(_literalCodes[EndOfBlock], literals[EndOfBlock]);
    }

    // The lengths of both codes, run by run: 16 repeats the one before 3 to 6 times, 17 and 18 are 3 to 10 and 11 to 138 zeros.
    private void WriteLengths()
    {
        Span<byte> symbols = stackalloc byte[LiteralSymbols + DistanceSymbols];
        Span<byte> further = stackalloc byte[LiteralSymbols + DistanceSymbols];
        int count = RunLengths(symbols, further);
        Span<int> frequencies = stackalloc int[19];
        frequencies.Clear();
        foreach (byte symbol in symbols[..count])
        {
            frequencies[symbol]++;
        }
        Span<byte> lengths = stackalloc byte[19];
        Span<ushort> codes = stackalloc ushort[19];
        Huffman.MakeLengths(frequencies, 7, lengths);
        Huffman.MakeCodes(lengths, codes);
        output.Write(LiteralSymbols - 257, 5);
        output.Write(DistanceSymbols - 1, 5);
        output.Write(19 - 4, 4);
        foreach (byte symbol in CodeLengthOrder)
        {
            output.Write(lengths[symbol], 3);
        }
        for (int i = 0; i < count; i++)
        {
            output.Write(codes[symbols[i]], lengths[symbols[i]]);
            output.Write(further[i], symbols[i] switch { 16 => 2, 17 => 3, 18 => 7, _ => 0 });
        }
    }

    private int RunLengths(Span<byte> symbols, Span<byte> further)
    {
        int count = 0;
        for (int at = 0; at < _lengths.Length;)
        {
            int run = 1;
            while (at + run < _lengths.Length && _lengths[at + run] == _lengths[at])
            {
                run++;
            }
            byte length = _lengths[at];
            if (length == 0 && run >= 3)
            {
                run = Math.Min(run, 138);
                symbols[count] = run < 11 ? (byte)17 : (byte)18;
                further[count++] = (byte)(run - (run < 11 ? 3 : 11));
            }
            else if (run >= 4)
            {
                run = Math.Min(run, 7);
                symbols[count] = length;
                further[count++] = 0;
                symbols[count] = 16;
                further[count++] = (byte)(run - 4);
            }
            else
            {
                run = 1;
                symbols[count] = length;
                further[count++] = 0;
            }
            at += run;
        }
        return count;
    }
}

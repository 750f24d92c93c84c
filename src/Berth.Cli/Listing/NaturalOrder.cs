namespace Berth.Cli;

/// <summary>Orders names as people do: the numbers in them by their value, so that <c>a2</c> stands before <c>a10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The one of its kind.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            int digitsA = Digits(a), digitsB = Digits(b);
            if (digitsA > 0 && digitsB > 0)
            {
                var numberA = a[..digitsA].TrimStart('0');
                var numberB = b[..digitsB].TrimStart('0');
                var order = numberA.Length != numberB.Length ? numberA.Length - numberB.Length : numberA.CompareTo(numberB, StringComparison.Ordinal);
                if (order != 0)
                    return order;
                a = a[digitsA..];
                b = b[digitsB..];
                continue;
            }
            if (a[0] != b[0])
                return a[0] - b[0];
            a = a[1..];
            b = b[1..];
        }
        return a.Length - b.Length;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;
        return count;
    }
}

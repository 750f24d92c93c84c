namespace Berth.Cli;

/// <summary>The keys that leave a container: watches what is typed and takes them out of it.</summary>
internal sealed class DetachKeys
{
    private const string Default = "ctrl-p,ctrl-q";
    private readonly byte[] _keys;
    private int _matched;

    private DetachKeys(byte[] keys) => _keys = keys;

    /// <summary>Whether the keys were typed.</summary>
    public bool Typed { get; private set; }

    /// <summary>Reads a sequence: letters, or <c>ctrl-</c> with a letter or one of <c>@ [ \ ] ^ _</c>, with commas between.</summary>
    /// <param name="text">The sequence; null for the usual one, empty for none.</param>
    /// <exception cref="UsageException">It has another form.</exception>
    public static DetachKeys Parse(string? text)
    {
        text ??= Default;
        if (text.Length == 0)
            return new DetachKeys([]);
        var keys = new List<byte>();
        foreach (var key in text.Split(','))
        {
            keys.Add(key.Length == 1 && key[0] < 128
                ? (byte)key[0]
                : Control(key) ?? throw new UsageException($"invalid detach keys ({text}): Unknown character: '{key}'", ExitCodes.Usage) { ShowUsage = false });
        }
        return new DetachKeys([.. keys]);
    }

    /// <summary>Takes what was typed and gives what of it goes on: keys that may begin the sequence wait for the next.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="passed">Room for as much and as many bytes as the sequence has.</param>
    /// <returns>How many bytes go on.</returns>
    public int Filter(ReadOnlySpan<byte> typed, Span<byte> passed)
    {
        var count = 0;
        foreach (var key in typed)
        {
            if (Typed)
                break;
            if (_keys.Length > 0 && key == _keys[_matched])
            {
                Typed = ++_matched == _keys.Length;
                continue;
            }
            _keys.AsSpan(0, _matched).CopyTo(passed[count..]);
            count += _matched;
            _matched = 0;
            if (_keys.Length > 0 && key == _keys[0])
            {
                _matched = 1;
                Typed = _keys.Length == 1;
                continue;
            }
            passed[count++] = key;
        }
        return count;
    }

    private static byte? Control(string key)
    {
        if (!key.StartsWith("ctrl-", StringComparison.OrdinalIgnoreCase) || key.Length != 6)
            return null;
        var letter = char.ToLowerInvariant(key[5]);
        return letter switch
        {
            >= 'a' and <= 'z' => (byte)(letter - 'a' + 1),
            '@' => 0,
            '[' => 27,
            '\\' => 28,
            ']' => 29,
            '^' => 30,
            '_' => 31,
            _ => null,
        };
    }
}

namespace Berth.Engine;

/// <summary>
/// Looks for the detach keys in what a user types. A beginning of them is held back until it is clear whether the rest comes.
/// </summary>
internal sealed class DetachScanner(DetachKeys keys)
{
    private int _matched;

    /// <summary>Looks at what was typed.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="passed">What goes on to the terminal.</param>
    /// <returns>The keys were typed; what came after them is dropped.</returns>
    public bool Scan(ReadOnlyMemory<byte> typed, out ReadOnlyMemory<byte> passed)
    {
        if (_matched == 0 && typed.Span.IndexOf(keys.Keys[0]) < 0)
        {
            passed = typed;
            return false;
        }

        var output = new List<byte>(typed.Length + _matched);
        foreach (byte key in typed.Span)
        {
            if (key != keys.Keys[_matched])
            {
                output.AddRange(keys.Keys.AsSpan(0, _matched));
                _matched = 0;
            }

            if (key == keys.Keys[_matched])
            {
                if (++_matched == keys.Keys.Length)
                {
                    _matched = 0;
                    passed = output.ToArray();
                    return true;
                }
            }
            else
            {
                output.Add(key);
            }
        }

        passed = output.ToArray();
        return false;
    }
}

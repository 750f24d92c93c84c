using System.Globalization;
using System.Text;

namespace Berth.Docker;

/// <summary>Builds a request's path and query.</summary>
internal sealed class RequestPath
{
    private readonly StringBuilder _text = new(128);
    private char _separator = '?';

    public RequestPath(string start) => _text.Append(start);

    /// <summary>A name, escaped but for the characters that image names have.</summary>
    public RequestPath Name(string name)
    {
        Escape(name, "-_.~/:@");
        return this;
    }

    public RequestPath Then(string literal)
    {
        _text.Append(literal);
        return this;
    }

    /// <summary>A parameter; none when the value is null or empty.</summary>
    public RequestPath With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_separator).Append(name).Append('=');
            _separator = '&';
            Escape(value, "-_.~");
        }

        return this;
    }

    /// <summary>A parameter that is 1 when true, else none.</summary>
    public RequestPath With(string name, bool value) => With(name, value ? "1" : null);

    public RequestPath With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A parameter that is there unless it is 0.</summary>
    public RequestPath WithNonZero(string name, long value) => With(name, value == 0 ? null : value);

    public RequestPath With(string name, Filters filters) => With(name, filters.ToJson());

    /// <summary>A parameter a value.</summary>
    public RequestPath WithEach(string name, IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            With(name, value);
        }

        return this;
    }

    public override string ToString() => _text.ToString();

    private void Escape(string text, string safe)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || safe.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                _text.Append((char)rune.Value);
                continue;
            }

            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
            {
                _text.Append('%').Append("0123456789ABCDEF"[value >> 4]).Append("0123456789ABCDEF"[value & 15]);
            }
        }
    }
}

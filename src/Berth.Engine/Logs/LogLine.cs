using System.Text.Json;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>
/// One line of a log file, taken apart: <c>{"log":"text\n","stream":"stdout","attrs":{…},"time":"2026-01-02T03:04:05.000000006Z"}</c>. The object is
/// used again for each line; its text is in <see cref="Text"/>.
/// </summary>
internal sealed class LogLine
{
    private byte[] _text = new byte[4096];
    private int _length;

    /// <summary>What the container wrote.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>Where it wrote that.</summary>
    public StdCopyStream Stream { get; private set; }

    /// <summary>When, in nanoseconds of Unix time.</summary>
    public long Time { get; private set; }

    /// <summary>The log's attributes, <c>a=b,c=d</c> by name; empty without.</summary>
    public string Attributes { get; private set; } = "";

    /// <summary>Takes a line apart; false where it is none (the last line after a crash, say).</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="attributes">Also the attributes.</param>
    public bool TryRead(ReadOnlySpan<byte> line, bool attributes)
    {
        _length = 0;
        Stream = StdCopyStream.Stdout;
        Time = 0;
        Attributes = "";
        var reader = new Utf8JsonReader(line);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref reader, attributes);
            }

            return reader.TokenType == JsonTokenType.EndObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void ReadMember(ref Utf8JsonReader reader, bool attributes)
    {
        if (reader.ValueTextEquals("log"u8))
        {
            reader.Read();
            ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("stream"u8))
        {
            reader.Read();
            Stream = reader.ValueTextEquals("stderr"u8) ? StdCopyStream.Stderr : StdCopyStream.Stdout;
        }
        else if (reader.ValueTextEquals("time"u8))
        {
            reader.Read();
            Time = LogTime.Parse(reader.ValueSpan);
        }
        else if (attributes && reader.ValueTextEquals("attrs"u8))
        {
            reader.Read();
            Attributes = ReadAttributes(ref reader);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private void ReadText(ref Utf8JsonReader reader)
    {
        int most = reader.ValueSpan.Length;
        if (_text.Length < most)
        {
            _text = new byte[Math.Max(most, _text.Length * 2)];
        }

        _length = reader.CopyString(_text);
    }

    private static string ReadAttributes(ref Utf8JsonReader reader)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            pairs[name] = reader.GetString() ?? "";
        }

        return string.Join(',', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
    }
}

using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Berth.Docker;

/// <summary>
/// The filters of a list, prune or events request: by key, the values that are accepted. On the wire they are
/// <c>{"label":{"a=b":true}}</c>, or <c>{"label":["a=b"]}</c>; both are read, the first is written.
/// </summary>
public sealed class Filters
{
    private static readonly SearchValues<char> Metacharacters = SearchValues.Create(@"\.+*?()|[]{}^$");

    private readonly ImmutableSortedDictionary<string, ImmutableArray<string>> _values;

    private Filters(ImmutableSortedDictionary<string, ImmutableArray<string>> values) => _values = values;

    /// <summary>No filter: everything matches.</summary>
    public static Filters Empty { get; } = new(ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal));

    public bool IsEmpty => _values.IsEmpty;

    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>The values of a key; none when it isn't there.</summary>
    public IReadOnlyList<string> this[string key] => _values.TryGetValue(key, out var values) ? values : [];

    /// <summary>These filters with one more value.</summary>
    public Filters With(string key, string value)
    {
        var values = _values.TryGetValue(key, out var present) ? present : [];
        return values.Contains(value) ? this : new Filters(_values.SetItem(key, values.Add(value)));
    }

    /// <summary>These filters without a key.</summary>
    public Filters Without(string key) => new(_values.Remove(key));

    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Reads either wire form; null and empty are no filters.</summary>
    /// <exception cref="DockerException">InvalidParameter "invalid filter".</exception>
    public static Filters Parse(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return Empty;
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            return Read(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "invalid filter", e);
        }
    }

    /// <summary>The wire form; empty when there are no filters.</summary>
    public string ToJson()
    {
        if (IsEmpty)
        {
            return "";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var (key, values) in _values)
            {
                writer.WriteStartObject(key);
                foreach (var value in values)
                {
                    writer.WriteBoolean(value, true);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Refuses keys that an operation doesn't know.</summary>
    /// <exception cref="DockerException">InvalidParameter "invalid filter 'x'".</exception>
    public void Validate(params ReadOnlySpan<string> accepted)
    {
        foreach (var key in _values.Keys)
        {
            if (!accepted.Contains(key))
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid filter '{key}'");
            }
        }
    }

    /// <summary>Whether a value is one of a key's, or the key isn't there.</summary>
    public bool Matches(string key, string value) => !_values.TryGetValue(key, out var values) || values.Contains(value);

    /// <summary>Whether a value starts with one of a key's, or the key isn't there.</summary>
    public bool MatchesPrefix(string key, string value)
    {
        if (!_values.TryGetValue(key, out var values))
        {
            return true;
        }

        foreach (var prefix in values)
        {
            if (value.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of a key's values, taken as a regular expression, is found in a value, or the key isn't there.</summary>
    public bool MatchesPattern(string key, string value)
    {
        if (!_values.TryGetValue(key, out var patterns))
        {
            return true;
        }

        foreach (var pattern in patterns)
        {
            if (pattern == value || Found(pattern, value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether labels have all that a key's values ask for ("name" or "name=value"), or the key isn't there.</summary>
    public bool MatchesLabels(string key, IReadOnlyDictionary<string, string>? labels)
    {
        if (!_values.TryGetValue(key, out var wanted))
        {
            return true;
        }

        foreach (var label in wanted)
        {
            var equals = label.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? label : label[..equals];
            if (labels is null || !labels.TryGetValue(name, out var value) || (equals >= 0 && !label.AsSpan(equals + 1).SequenceEqual(value)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A key's truth: "1" and "true", "0" and "false"; a default when it isn't there.</summary>
    /// <exception cref="DockerException">InvalidParameter for any other value.</exception>
    public bool GetBool(string key, bool byDefault)
    {
        if (!_values.TryGetValue(key, out var values))
        {
            return byDefault;
        }

        var yes = values.Contains("1") || values.Contains("true");
        var no = values.Contains("0") || values.Contains("false");
        return yes != no
            ? yes
            : throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid filter '{key}=[{string.Join(' ', values)}]'");
    }

    private static Filters Read(ref Utf8JsonReader reader)
    {
        var filters = Empty;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            var end = reader.TokenType switch
            {
                JsonTokenType.StartObject => JsonTokenType.EndObject,
                JsonTokenType.StartArray => JsonTokenType.EndArray,
                _ => throw new JsonException(),
            };
            filters = new Filters(filters._values.SetItem(key, [.. filters[key]]));
            while (reader.Read() && reader.TokenType != end)
            {
                var value = reader.GetString()!;
                if (end == JsonTokenType.EndArray || (reader.Read() && reader.GetBoolean()))
                {
                    filters = filters.With(key, value);
                }
            }
        }

        return reader.Read() ? throw new JsonException() : filters;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
        {
            throw new JsonException();
        }
    }

    private static bool Found(string pattern, string value)
    {
        var literal = pattern.AsSpan();
        var atStart = literal.StartsWith('^');
        literal = atStart ? literal[1..] : literal;
        var atEnd = literal.EndsWith('$');
        literal = atEnd ? literal[..^1] : literal;
        if (!literal.ContainsAny(Metacharacters))
        {
            return (atStart, atEnd) switch
            {
                (true, true) => literal.SequenceEqual(value),
                (true, false) => value.AsSpan().StartsWith(literal),
                (false, true) => value.AsSpan().EndsWith(literal),
                _ => value.AsSpan().Contains(literal, StringComparison.Ordinal),
            };
        }

        try
        {
            return Regex.IsMatch(value, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

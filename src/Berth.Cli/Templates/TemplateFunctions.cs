using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Berth.Cli;

/// <summary>The functions of a template: Go's own and the docker command line's.</summary>
internal static class TemplateFunctions
{
    /// <summary>Whether there is a function of this name.</summary>
    public static bool IsKnown(string name) => name is "and" or "or" or "not" or "len" or "index" or "slice" or "print" or "printf" or "println" or "html" or "js"
        or "urlquery" or "eq" or "ne" or "lt" or "le" or "gt" or "ge" or "json" or "split" or "join" or "title" or "lower" or "upper" or "pad" or "truncate";

    /// <summary>Calls a function.</summary>
    /// <exception cref="TemplateException">It can't take these arguments.</exception>
    public static object? Call(string name, object?[] arguments) => name switch
    {
        "eq" or "ne" or "lt" or "le" or "gt" or "ge" => Compare(name, arguments),
        "index" => Index(arguments),
        "slice" => arguments is [string text, ..] ? SliceText(text, arguments) : Slice(arguments),
        "print" => Print(arguments),
        "println" => string.Join(' ', arguments.Select(TemplateValue.Print)) + "\n",
        "printf" => TemplateFormat.Format(Text(name, arguments, 0), arguments.AsSpan(1)),
        "len" => Length(Argument(name, arguments, 0)),
        "not" => !TemplateValue.Truth(Argument(name, arguments, 0)),
        "json" => Json(Argument(name, arguments, 0)),
        "split" => Text(name, arguments, 0).Split(Text(name, arguments, 1)).ToList<object?>(),
        "join" => Join(name, arguments),
        _ => OfText(name, arguments),
    };

    /// <summary>A value as JSON on one line, as docker's <c>json</c> function writes it.</summary>
    public static string Json(object? value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            TemplateValue.WriteJson(writer, value);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string OfText(string name, object?[] arguments) => name switch
    {
        "lower" => Text(name, arguments, 0).ToLowerInvariant(),
        "upper" => Text(name, arguments, 0).ToUpperInvariant(),
        "title" => Title(Text(name, arguments, 0)),
        "pad" => Pad(name, arguments),
        "truncate" => Text(name, arguments, 0) is var text && Number(name, arguments, 1) is var length && text.Length > length ? text[..(int)length] : Text(name, arguments, 0),
        "html" => WebEscape(Print(arguments)),
        "urlquery" => Uri.EscapeDataString(Print(arguments)).Replace("%20", "+", StringComparison.Ordinal),
        "js" => JavaScriptEncoder.Default.Encode(Print(arguments)),
        _ => throw new TemplateException($"template: :1: function {GoQuote.Double(name)} not defined"),
    };

    private static string WebEscape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);

    private static string Pad(string name, object?[] arguments)
    {
        var text = Text(name, arguments, 0);
        return text.Length == 0 ? text : new string(' ', (int)Number(name, arguments, 1)) + text + new string(' ', (int)Number(name, arguments, 2));
    }

    private static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var start = true;
        foreach (var c in text)
        {
            result.Append(start ? char.ToUpperInvariant(c) : c);
            start = !char.IsLetterOrDigit(c) && c is not ('_' or '\'');
        }
        return result.ToString();
    }

    // Go's Sprint: a space between two that are both no texts.
    private static string Print(object?[] arguments)
    {
        var result = new StringBuilder();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i > 0 && arguments[i] is not string && arguments[i - 1] is not string)
                result.Append(' ');
            result.Append(TemplateValue.Print(arguments[i]));
        }
        return result.ToString();
    }

    private static string Join(string name, object?[] arguments)
    {
        var list = Argument(name, arguments, 0);
        var between = Text(name, arguments, 1);
        return TemplateValue.Elements(list) is { } elements
            ? string.Join(between, elements.Select(static element => TemplateValue.Print(element.Value)))
            : throw Wrong(name, $"wrong type {TemplateValue.Print(list)}");
    }

    private static long Length(object? value) => value switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        JsonElement { ValueKind: JsonValueKind.Array } list => list.GetArrayLength(),
        JsonElement map => map.EnumerateObject().Count(),
        IReadOnlyList<object?> list => list.Count,
        null => throw Wrong("len", "len of nil pointer"),
        _ => throw Wrong("len", "len of type that has none"),
    };

    private static object? Index(object?[] arguments)
    {
        var value = Argument("index", arguments, 0);
        for (var i = 1; i < arguments.Length; i++)
            value = IndexOne(value, arguments[i]);
        return value;
    }

    private static object? IndexOne(object? value, object? key) => (value, key) switch
    {
        (JsonElement { ValueKind: JsonValueKind.Array } list, long i) => i >= 0 && i < list.GetArrayLength() ? TemplateValue.FromJson(list[(int)i]) : throw OutOfRange(i),
        (JsonElement { ValueKind: JsonValueKind.Object } map, string name) => map.TryGetProperty(name, out var member) ? TemplateValue.FromJson(member) : "",
        (IReadOnlyList<object?> list, long i) => i >= 0 && i < list.Count ? list[(int)i] : throw OutOfRange(i),
        (ITemplateObject row, string name) => row.TryGet(name, [], out var field) ? field : "",
        (string text, long i) => i >= 0 && i < text.Length ? (long)text[(int)i] : throw OutOfRange(i),
        (null, _) => throw Wrong("index", "index of untyped nil"),
        _ => throw Wrong("index", $"cannot index slice/array with {TemplateValue.Print(key)}"),
    };

    private static TemplateException OutOfRange(long index) => Wrong("index", $"index out of range: {index}");

    private static string SliceText(string text, object?[] arguments)
    {
        var (from, end) = Bounds(arguments, text.Length);
        return text[from..end];
    }

    private static List<object?> Slice(object?[] arguments)
    {
        if (TemplateValue.Elements(Argument("slice", arguments, 0)) is not { } elements)
            throw Wrong("slice", "can't slice item");
        var items = elements.Select(static element => element.Value).ToList();
        var (from, end) = Bounds(arguments, items.Count);
        return items.GetRange(from, end - from);
    }

    private static (int From, int End) Bounds(object?[] arguments, int length)
    {
        var from = arguments.Length > 1 ? (int)Number("slice", arguments, 1) : 0;
        var end = arguments.Length > 2 ? (int)Number("slice", arguments, 2) : length;
        return from >= 0 && from <= end && end <= length ? (from, end) : throw OutOfRange(end);
    }

    private static bool Compare(string name, object?[] arguments)
    {
        var first = Argument(name, arguments, 0);
        if (arguments.Length < 2)
            throw Wrong(name, "missing argument for comparison");
        if (name == "eq")
            return arguments.AsSpan(1).ToArray().Any(other => Same(first, other));
        if (name == "ne")
            return !Same(first, arguments[1]);
        var order = Order(name, first, arguments[1]);
        return name switch { "lt" => order < 0, "le" => order <= 0, "gt" => order > 0, _ => order >= 0 };
    }

    private static bool Same(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (long x, double y) => x == y,
        (double x, long y) => x == y,
        _ => a.GetType() == b.GetType() ? Equals(a, b) : throw Wrong("eq", "incompatible types for comparison"),
    };

    private static int Order(string name, object? a, object? b) => (a, b) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (long x, long y) => x.CompareTo(y),
        (long or double, long or double) => Convert.ToDouble(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
        _ => throw Wrong(name, "incompatible types for comparison"),
    };

    private static object? Argument(string name, object?[] arguments, int index) =>
        index < arguments.Length ? arguments[index] : throw Wrong(name, $"wrong number of args: want at least {index + 1} got {arguments.Length}");

    private static string Text(string name, object?[] arguments, int index) =>
        Argument(name, arguments, index) is string text ? text : throw Wrong(name, $"wrong type for value; expected string; got {TemplateValue.Print(arguments[index])}");

    private static long Number(string name, object?[] arguments, int index) =>
        Argument(name, arguments, index) is long number ? number : throw Wrong(name, $"wrong type for value; expected int; got {TemplateValue.Print(arguments[index])}");

    private static TemplateException Wrong(string name, string what) => new($"template: :1: executing \"\" at <{name}>: error calling {name}: {what}");
}

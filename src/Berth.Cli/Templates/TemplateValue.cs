using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Berth.Cli;

/// <summary>How the values in a template behave: texts, numbers (long, double), truths, lists, JSON objects, rows and null.</summary>
internal static class TemplateValue
{
    /// <summary>A JSON value as the template sees it: objects and lists stay what they are.</summary>
    public static object? FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => element,
    };

    /// <summary>Whether <c>if</c> takes it: not null, false, 0, or empty.</summary>
    public static bool Truth(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        string text => text.Length > 0,
        long number => number != 0,
        double number => number != 0,
        JsonElement { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() > 0,
        JsonElement map => map.EnumerateObject().MoveNext(),
        IReadOnlyList<object?> list => list.Count > 0,
        _ => true,
    };

    /// <summary>How Go's <c>%v</c> prints it.</summary>
    public static string Print(object? value) => value switch
    {
        null => "<no value>",
        bool truth => truth ? "true" : "false",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        JsonElement element => PrintJson(element),
        IReadOnlyList<object?> list => "[" + string.Join(' ', list.Select(PrintInner)) + "]",
        ITemplateObject row => "{" + string.Join(' ', row.FieldNames.Select(name => row.TryGet(name, [], out var field) ? PrintInner(field) : "")) + "}",
        _ => value.ToString() ?? "",
    };

    /// <summary>The elements that <c>range</c> goes over, each with its index or key; maps in the order of their keys.</summary>
    public static IEnumerable<(object? Key, object? Value)>? Elements(object? value)
    {
        switch (value)
        {
            case null:
                return [];
            case JsonElement { ValueKind: JsonValueKind.Array } list:
                return list.EnumerateArray().Select(static (item, i) => ((object?)(long)i, FromJson(item)));
            case JsonElement map:
                return map.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal)
                    .Select(static member => ((object?)member.Name, FromJson(member.Value)));
            case IReadOnlyList<object?> list:
                return list.Select(static (item, i) => ((object?)(long)i, item));
            case long count:
                return Enumerable.Range(0, (int)Math.Clamp(count, 0, int.MaxValue)).Select(static i => ((object?)(long)i, (object?)(long)i));
            default:
                return null;
        }
    }

    /// <summary>Writes a value as JSON, as docker's <c>json</c> function does.</summary>
    public static void WriteJson(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case string text: writer.WriteStringValue(text); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case JsonElement element: element.WriteTo(writer); break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray();
                foreach (var item in list)
                    WriteJson(writer, item);
                writer.WriteEndArray();
                break;
            case ITemplateObject row:
                writer.WriteStartObject();
                foreach (var name in row.FieldNames)
                {
                    if (!row.TryGet(name, [], out var field))
                        continue;
                    writer.WritePropertyName(name);
                    WriteJson(writer, field);
                }
                writer.WriteEndObject();
                break;
            default: writer.WriteStringValue(value.ToString()); break;
        }
    }

    private static string PrintInner(object? value) => value is null ? "<nil>" : Print(value);

    private static string PrintJson(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return "[" + string.Join(' ', element.EnumerateArray().Select(static item => PrintInner(FromJson(item)))) + "]";
        var text = new StringBuilder("map[");
        foreach (var member in element.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
            text.Append(text.Length > 4 ? " " : "").Append(member.Name).Append(':').Append(PrintInner(FromJson(member.Value)));
        return text.Append(']').ToString();
    }
}

using System.Text;

namespace Berth.Cli;

/// <summary>How a list is printed: as the table that belongs to it, as a table of the user's choice, as JSON, by a template, or ids only.</summary>
internal sealed class ListFormat
{
    private const string TableWord = "table";
    private readonly string _format;
    private readonly string[] _columns;
    private readonly string? _quietField;

    private ListFormat(string format, string[] columns, string? quietField)
    {
        _format = format;
        _columns = columns;
        _quietField = quietField;
    }

    /// <summary>Reads what the user asked for.</summary>
    /// <param name="format">The value of <c>--format</c>; null or <c>table</c> for the list's own table.</param>
    /// <param name="columns">The columns of the list's own table.</param>
    /// <param name="quietField">The field that is printed alone, for <c>--quiet</c>; null if that wasn't asked for.</param>
    public static ListFormat Parse(string? format, string[] columns, string? quietField = null)
    {
        format = (format ?? "").Trim(' ').Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
        return new ListFormat(format.Length == 0 ? TableWord : format, columns, quietField);
    }

    /// <summary>Prints rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="headings">Any row: its headings are used if there are no rows.</param>
    /// <exception cref="TemplateException">The template is wrong.</exception>
    public string Print(IReadOnlyList<ListRow> rows, ListRow headings)
    {
        if (_quietField is not null && _format == TableWord)
            return Lines(rows, row => row.Cell(_quietField));
        if (_format == TableWord)
            return OwnTable(rows, headings);
        if (_format == "json")
            return Lines(rows, static row => GoJson.Line(row));
        if (!_format.StartsWith(TableWord, StringComparison.Ordinal))
        {
            var template = Template.Parse(_format);
            return Lines(rows, template.Execute);
        }
        return UserTable(Template.Parse(_format[TableWord.Length..].TrimStart()), rows, headings);
    }

    private string OwnTable(IReadOnlyList<ListRow> rows, ListRow headings)
    {
        var table = new TableWriter();
        table.Add(Array.ConvertAll(_columns, headings.Header));
        foreach (var row in rows)
            table.Add(Array.ConvertAll(_columns, row.Cell));
        return table.ToString();
    }

    private static string UserTable(Template template, IReadOnlyList<ListRow> rows, ListRow headings)
    {
        var table = new TableWriter();
        foreach (var line in template.Execute(new Headings(headings)).Split('\n'))
            table.Add(line);
        foreach (var row in rows)
        {
            foreach (var line in template.Execute(row).Split('\n'))
                table.Add(line);
        }
        return table.ToString();
    }

    private static string Lines(IReadOnlyList<ListRow> rows, Func<ListRow, string> line)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(line(row)).Append('\n');
        return text.ToString();
    }

    private sealed class Headings(ListRow row) : ITemplateObject
    {
        public IReadOnlyList<string> FieldNames => row.FieldNames;

        public bool TryGet(string name, ReadOnlySpan<object?> arguments, out object? value)
        {
            value = arguments.Length > 0 && arguments[0] is string label ? label : row.Header(name);
            return row.FieldNames.Contains(name) || arguments.Length > 0;
        }
    }
}

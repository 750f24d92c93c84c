using System.Text;

namespace Berth.Compose;

/// <summary>Writes findings for people and for programs.</summary>
public static class DiagnosticPrinter
{
    /// <summary>
    /// Each finding with its place, the line in the file with a caret below, what would put it right, and the other places that belong to it. Paths below
    /// <paramref name="folder"/> are shown from there.
    /// </summary>
    public static void WriteText(TextWriter writer, IEnumerable<Diagnostic> diagnostics, string folder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(diagnostics);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            string place = Place(diagnostic.Span, folder);
            writer.Write(place.Length == 0 ? "" : place + ": ");
            writer.Write(diagnostic.Severity == DiagnosticSeverity.Error ? "error: " : "warning: ");
            writer.WriteLine(diagnostic.Message);
            WriteSource(writer, diagnostic.Span, diagnostic.Hint);
            foreach (DiagnosticPlace related in diagnostic.Related)
            {
                string where = Place(related.Span, folder);
                writer.WriteLine($"  {where}{(where.Length == 0 ? "" : ": ")}{related.Note}");
            }
        }
    }

    /// <summary>All findings as one JSON array of objects: severity, code, message, hint, file, line, column, source, related.</summary>
    public static void WriteJson(TextWriter writer, IEnumerable<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(diagnostics);
        StringBuilder text = new();
        FieldWriter fields = new(new GoJsonWriter(text, indent: 0, escapesHtml: false));
        fields.Writer.BeginList();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            fields.Writer.BeginMap();
            fields.Text("severity", diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning");
            fields.Text("code", diagnostic.Code);
            fields.Text("message", diagnostic.Message);
            fields.Text("hint", diagnostic.Hint ?? "");
            WritePlace(fields, diagnostic.Span);
            fields.Text("source", diagnostic.Span.File?.Line(diagnostic.Span.Line) ?? "");
            fields.Values("related", diagnostic.Related, static (fields, related) =>
            {
                fields.Writer.BeginMap();
                WritePlace(fields, related.Span);
                fields.Text("note", related.Note);
                fields.Writer.EndMap();
            });
            fields.Writer.EndMap();
        }

        fields.Writer.EndList();
        writer.WriteLine(text.ToString());
    }

    private static void WritePlace(FieldWriter fields, SourceSpan span)
    {
        fields.Text("file", span.File?.Path ?? "");
        fields.Whole("line", span.Line);
        fields.Whole("column", span.Column);
    }

    private static string Place(SourceSpan span, string folder)
    {
        string place = span.ToString();
        string prefix = folder.EndsWith('/') ? folder : folder + "/";
        return place.StartsWith(prefix, StringComparison.Ordinal) ? place[prefix.Length..] : place;
    }

    private static void WriteSource(TextWriter writer, SourceSpan span, string? hint)
    {
        const int widest = 200;
        string line = span.File?.Line(span.Line) ?? "";
        if (line.Length == 0 || span.Column > line.Length + 1)
        {
            if (hint is not null)
            {
                writer.WriteLine("    " + hint);
            }

            return;
        }

        // Of a very long line, what is around the place.
        int from = span.Column > widest ? span.Column - (widest / 2) : 0;
        string shown = line[from..Math.Min(line.Length, from + widest)];
        StringBuilder caret = new("    ");
        foreach (char c in shown[..Math.Min(shown.Length, span.Column - 1 - from)])
        {
            caret.Append(c == '\t' ? '\t' : ' ');
        }

        writer.WriteLine("    " + shown);
        writer.WriteLine(caret.Append('^').Append(hint is null ? "" : " " + hint).ToString());
    }
}

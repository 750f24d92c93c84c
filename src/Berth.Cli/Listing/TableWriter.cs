using System.Text;

namespace Berth.Cli;

/// <summary>Lines up cells in columns, as Go's text/tabwriter does: a column is a run of lines that all have a cell there, and a line's last cell is in none.</summary>
/// <param name="minWidth">Least width of a column, padding included.</param>
/// <param name="padding">Spaces after the widest cell of a column.</param>
internal sealed class TableWriter(int minWidth = 10, int padding = 3)
{
    private readonly List<string[]> _lines = [];

    /// <summary>Adds a line whose cells have tabs between.</summary>
    public void Add(string line) => _lines.Add(line.Split('\t'));

    /// <summary>Adds a line.</summary>
    public void Add(params string[] cells) => _lines.Add(cells);

    /// <summary>All lines, each with its end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Format(text, 0, _lines.Count, []);
        return text.ToString();
    }

    private void Format(StringBuilder text, int from, int to, List<int> widths)
    {
        var column = widths.Count;
        for (var line = from; line < to; line++)
        {
            if (column >= _lines[line].Length - 1)
            {
                Print(text, _lines[line], widths);
                continue;
            }
            var end = line;
            var width = 0;
            for (; end < to && column < _lines[end].Length - 1; end++)
                width = Math.Max(width, TextWidth.Of(_lines[end][column]) + padding);
            widths.Add(Math.Max(minWidth, width));
            Format(text, line, end, widths);
            widths.RemoveAt(column);
            line = end - 1;
        }
    }

    private static void Print(StringBuilder text, string[] cells, List<int> widths)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            text.Append(cells[i]);
            if (i < cells.Length - 1)
                text.Append(' ', widths[i] - TextWidth.Of(cells[i]));
        }
        text.Append('\n');
    }
}

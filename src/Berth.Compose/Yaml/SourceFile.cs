namespace Berth.Compose;

/// <summary>A text that was read, as messages name and quote it.</summary>
public sealed class SourceFile
{
    private int[]? lineStarts;

    internal SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>Its path as a message shows it; <c>-</c> for standard input.</summary>
    public string Path { get; }

    internal string Text { get; }

    /// <summary>The text of a line without its end; empty if there is no such line.</summary>
    /// <param name="line">Counted from one.</param>
    public string Line(int line) => LineSpan(line).ToString();

    /// <summary>The same, without a copy.</summary>
    internal ReadOnlySpan<char> LineSpan(int line)
    {
        lineStarts ??= FindLines(Text);
        if (line < 1 || line > lineStarts.Length)
        {
            return "";
        }

        int start = lineStarts[line - 1];
        int end = line < lineStarts.Length ? lineStarts[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    private static int[] FindLines(string text)
    {
        List<int> starts = [0];
        for (int at = text.AsSpan().IndexOf('\n'); at >= 0;)
        {
            starts.Add(at + 1);
            int next = text.AsSpan(at + 1).IndexOf('\n');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return [.. starts];
    }
}

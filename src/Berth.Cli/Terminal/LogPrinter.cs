using Berth.Compose;

namespace Berth.Cli;

/// <summary>Prints the lines of several containers with their names before them, padded to the longest, each service in a colour of its own.</summary>
internal sealed class LogPrinter(Output output, Output error, bool prefix, bool colors) : ILogSink
{
    private static readonly string[] Palette = ["36", "33", "32", "35", "34", "96", "93", "92", "95", "94"];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _colorOf = new(StringComparer.Ordinal);
    private int _width;

    /// <inheritdoc/>
    public void Register(LogSource source)
    {
        lock (_gate)
        {
            _width = Math.Max(_width, source.Label.Length + 1);
            _colorOf.TryAdd(source.Label, Palette[_colorOf.Count % Palette.Length]);
        }
    }

    /// <inheritdoc/>
    public void Attaching(IReadOnlyList<string> labels)
    {
        lock (_gate)
        {
            output.WriteLine("Attaching to " + string.Join(", ", labels));
            output.Flush();
        }
    }

    /// <inheritdoc/>
    public void Line(LogSource source, ReadOnlySpan<byte> line, bool isError)
    {
        lock (_gate)
        {
            var target = isError ? error : output;
            if (prefix)
                target.Write(Prefix(source));
            target.WriteBytes(line);
            target.Write("\n");
            target.Flush();
        }
    }

    /// <inheritdoc/>
    public void Status(LogSource source, string text)
    {
        lock (_gate)
        {
            output.WriteLine(colors && prefix ? $"\e[{ColorOf(source)}m{source.Label}\e[0m {text}" : $"{source.Label} {text}");
            output.Flush();
        }
    }

    private string Prefix(LogSource source)
    {
        var name = source.Label.PadRight(Math.Max(_width, source.Label.Length + 1)) + " | ";
        return colors ? $"\e[{ColorOf(source)}m{name}\e[0m" : name;
    }

    private string ColorOf(LogSource source) => _colorOf.TryGetValue(source.Label, out var color) ? color : Palette[0];
}

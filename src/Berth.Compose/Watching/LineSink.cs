using System.Text;

namespace Berth.Compose;

/// <summary>Hands the lines of a program's output on as text.</summary>
internal sealed class LineSink(Action<string> line) : ILogSink
{
    /// <inheritdoc/>
    public void Register(LogSource source)
    {
    }

    /// <inheritdoc/>
    public void Attaching(IReadOnlyList<string> labels)
    {
    }

    /// <inheritdoc/>
    public void Line(LogSource source, ReadOnlySpan<byte> text, bool isError) => line(Encoding.UTF8.GetString(text));

    /// <inheritdoc/>
    public void Status(LogSource source, string text) => line(text);
}

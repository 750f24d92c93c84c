namespace Berth.Compose;

/// <summary>Shows containers' output. Called from several threads, one call at a time.</summary>
public interface ILogSink
{
    /// <summary>A container will be shown: its label takes part in the width of the prefixes.</summary>
    void Register(LogSource source);

    /// <summary>These containers are shown from now on; told once, before the first line.</summary>
    /// <param name="labels">Their labels, in order; there is one at least.</param>
    void Attaching(IReadOnlyList<string> labels);

    /// <summary>A line, without its end.</summary>
    void Line(LogSource source, ReadOnlySpan<byte> line, bool isError);

    /// <summary>Something happened to a container: <c>exited with code 0</c>.</summary>
    void Status(LogSource source, string text);
}

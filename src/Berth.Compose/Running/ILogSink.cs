namespace Berth.Compose;

/// <summary>Shows containers' output. Called from several threads, one call at a time.</summary>
public interface ILogSink
{
    /// <summary>A container will be shown: its label takes part in the width of the prefixes.</summary>
    void Register(LogSource source);

    /// <summary>A line, without its end.</summary>
    void Line(LogSource source, ReadOnlySpan<byte> line, bool isError);

    /// <summary>Something happened to a container: <c>exited with code 0</c>.</summary>
    void Status(LogSource source, string text);
}

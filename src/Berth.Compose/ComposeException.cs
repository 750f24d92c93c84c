namespace Berth.Compose;

/// <summary>A project that can't be brought to the engine; the message says what, the place where.</summary>
/// <param name="span">The place in a Compose file, or default where there is none.</param>
/// <param name="message">What is wrong, one line.</param>
public sealed class ComposeException(SourceSpan span, string message) : Exception(message)
{
    /// <summary>One that has no place in a file.</summary>
    public ComposeException(string message)
        : this(default, message)
    {
    }

    /// <summary>The place in a Compose file, or default.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>The exit status that the command ends with.</summary>
    public int ExitCode { get; init; } = 1;
}

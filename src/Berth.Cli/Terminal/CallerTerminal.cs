using Berth.Linux;

namespace Berth.Cli;

/// <summary>The terminal that this process was called from: put into raw mode for a container's terminal, and back.</summary>
internal sealed class CallerTerminal : IDisposable
{
    private const int Input = 0;
    private readonly TerminalMode? _before;

    private CallerTerminal(TerminalMode? before) => _before = before;

    /// <summary>Whether standard input is a terminal.</summary>
    public static bool InputIsTerminal => TerminalMode.IsTerminal(Input);

    /// <summary>Whether standard output is a terminal.</summary>
    public static bool OutputIsTerminal => TerminalMode.IsTerminal(1);

    /// <summary>Whether standard error is a terminal.</summary>
    public static bool ErrorIsTerminal => TerminalMode.IsTerminal(2);

    /// <summary>Rows and columns of the terminal; (0, 0) if there is none.</summary>
    public static (int Rows, int Columns) Size => TerminalMode.Size(1) is { Rows: > 0 } size ? size : TerminalMode.Size(Input);

    /// <summary>Puts the terminal of standard input into raw mode, if it is one. Disposing brings the old mode back.</summary>
    public static CallerTerminal Raw()
    {
        if (!InputIsTerminal)
            return new CallerTerminal(null);
        var before = TerminalMode.Of(Input);
        before.Raw().Apply(Input);
        return new CallerTerminal(before);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _before?.Apply(Input);
        }
        catch (LinuxException)
        {
            // The terminal is gone: there is no mode to bring back.
        }
    }
}

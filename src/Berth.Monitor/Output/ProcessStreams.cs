using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>What a process gets as descriptors 0, 1 and 2; the monitor closes its own copies once the process runs.</summary>
internal sealed class ProcessStreams(SafeFileHandle input, SafeFileHandle output, SafeFileHandle error) : IDisposable
{
    public SafeFileHandle Input => input;

    public SafeFileHandle Output => output;

    public SafeFileHandle Error => error;

    /// <summary>The three are one terminal, which becomes the process's controlling one.</summary>
    public bool IsTerminal { get; init; }

    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
        Error.Dispose();
    }
}

using System.Runtime.InteropServices;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>Signals that this process gets, as a descriptor to wait for with others; what they usually do doesn't happen.</summary>
/// <remarks>The library's way, as the runtime's own threads don't block signals and signalfd(2) needs that. Its thread starts with the first of these.</remarks>
internal sealed class CallerSignals : IDisposable
{
    private readonly EventFd _event = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private long _pending;

    /// <summary>Begins to take these signals.</summary>
    public CallerSignals(params ReadOnlySpan<int> signals)
    {
        foreach (var signal in signals)
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, Arrive));
    }

    /// <summary>Readable while there are signals to take.</summary>
    public int Descriptor => (int)_event.Handle.DangerousGetHandle();

    /// <summary>Takes all that came, each number once, lowest first.</summary>
    public IEnumerable<int> TakeAll()
    {
        _event.Drain();
        var pending = Interlocked.Exchange(ref _pending, 0);
        for (var signal = 1; signal < 64; signal++)
        {
            if ((pending >> signal & 1) != 0)
                yield return signal;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _event.Dispose();
    }

    private void Arrive(PosixSignalContext context)
    {
        context.Cancel = true;
        Interlocked.Or(ref _pending, 1L << Number(context.Signal));
        _event.Signal();
    }

    // The library calls the common ones by negative numbers of its own.
    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => Signals.Hup,
        PosixSignal.SIGINT => Signals.Int,
        PosixSignal.SIGQUIT => Signals.Quit,
        PosixSignal.SIGTERM => Signals.Term,
        PosixSignal.SIGCONT => Signals.Cont,
        PosixSignal.SIGWINCH => Signals.Winch,
        PosixSignal.SIGTSTP => Signals.Tstp,
        PosixSignal.SIGCHLD => Signals.Chld,
        _ => (int)signal,
    };
}

using System.Runtime.InteropServices;
using Berth.Compose;

namespace Berth.Cli;

/// <summary>Turns the user's interrupts into two tokens: the first asks to stop gracefully, the second to be done with it.</summary>
internal sealed class InterruptWatch : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Begins to take the interrupts.</summary>
    public InterruptWatch() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Arrive), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Arrive)];

    /// <summary>The two tokens.</summary>
    public Interrupts Tokens => new(_first.Token, _second.Token);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    private void Arrive(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_first.IsCancellationRequested)
        {
            _second.Cancel();
            return;
        }
        _first.Cancel();
    }
}

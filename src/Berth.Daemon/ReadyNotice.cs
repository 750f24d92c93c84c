using System.Globalization;
using System.Text;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Daemon;

/// <summary>Tells whoever started the engine that it serves, or why it doesn't: on an inherited descriptor, once.</summary>
internal sealed class ReadyNotice : IDisposable
{
    private SafeFileHandle? _descriptor;

    /// <summary>Takes the descriptor that the options or the variable BERTH_READY_FD name.</summary>
    public ReadyNotice(int? number)
    {
        number ??= int.TryParse(Environment.GetEnvironmentVariable("BERTH_READY_FD"), NumberStyles.None, CultureInfo.InvariantCulture, out int named) ? named : null;
        if (number is { } descriptor)
        {
            _descriptor = new SafeFileHandle(descriptor, ownsHandle: true);
            try
            {
                // No monitor may inherit it: who waits for its end would wait for the container's.
                var own = FileCalls.Duplicate(_descriptor, 16);
                _descriptor.Dispose();
                _descriptor = own;
            }
            catch (LinuxException)
            {
                _descriptor.SetHandleAsInvalid();
                _descriptor = null;
            }
        }
    }

    /// <summary>It serves.</summary>
    public void Ready() => Say("ready\n");

    /// <summary>It doesn't.</summary>
    public void Failed(string reason) => Say(reason + "\n");

    /// <inheritdoc/>
    public void Dispose() => _descriptor?.Dispose();

    private void Say(string text)
    {
        if (_descriptor is not { } descriptor)
        {
            return;
        }

        _descriptor = null;
        try
        {
            FileCalls.Write(descriptor, Encoding.UTF8.GetBytes(text));
        }
        catch (LinuxException)
        {
            // Whoever started it has gone.
        }

        descriptor.Dispose();
    }
}

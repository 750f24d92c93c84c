using System.Text;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Daemon;

/// <summary>The engine's own log: lines on standard error, each with its time.</summary>
internal sealed class DaemonLog(TimeProvider time) : IDisposable
{
    private readonly SafeFileHandle _error = new(2, ownsHandle: false);
    private readonly Lock _lock = new();

    /// <summary>Writes a line.</summary>
    public void Write(string text)
    {
        byte[] line = Encoding.UTF8.GetBytes($"{DockerTimestamps.FormatFixed(DockerTimestamps.ToNanos(time.GetUtcNow()))} {text}\n");
        lock (_lock)
        {
            Raw(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _error.Dispose();

    /// <summary>Writes a text as it is.</summary>
    public void Plain(string text) => Raw(Encoding.UTF8.GetBytes(text));

    private void Raw(byte[] bytes)
    {
        try
        {
            FileCalls.Write(_error, bytes);
        }
        catch (LinuxException)
        {
            // There is nowhere to say that there is nowhere to say it.
        }
    }
}

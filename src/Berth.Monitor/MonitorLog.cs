using System.Text;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The log of last resort, descriptor 2: for what nobody else can be told. A line each, with the time.</summary>
internal sealed class MonitorLog(SafeFileHandle file, TimeProvider clock)
{
    /// <summary>Writes a line; where that fails nothing is left to do.</summary>
    public void Write(string text)
    {
        Span<byte> time = stackalloc byte[Rfc3339.MaxBytes];
        int length = Rfc3339.Format(clock.GetUtcNow(), time);
        byte[] line = Encoding.UTF8.GetBytes($"{Encoding.ASCII.GetString(time[..length])} {text}\n");
        try
        {
            FileCalls.Write(file, line);
        }
        catch (LinuxException)
        {
            return;
        }
    }
}

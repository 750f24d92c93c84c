using System.Globalization;
using System.Text;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// The init process of <c>--init</c>, seen from the monitor: process 1 is this executable in another role, started from the sealed file in memory that the monitor itself was
/// started from. Nothing in the container can write to that, and it is no file of the container. It starts the command, hands signals on and reaps orphans.
/// Descriptor 3 tells the monitor whether the command could be executed; it closes when it could.
/// </summary>
internal static class ContainerInit
{
    /// <summary>The argument that asks for the role; what follows is the command.</summary>
    public const string Argument = "--init";

    /// <summary>The descriptor by which it says what went wrong.</summary>
    public const int StatusDescriptor = 3;

    private const int PatienceMilliseconds = 10_000;

    /// <summary>The signals that it takes and hands on: all but those that can't be taken, are its own, or tell of a fault in it.</summary>
    public static int[] Forwarded()
    {
        var all = new List<int>();
        for (int signal = 1; signal <= Signals.RealTimeMax; signal++)
        {
            bool kept = signal is Signals.Kill or Signals.Stop or Signals.Ill or Signals.Trap or Signals.Abrt or Signals.Bus or Signals.Fpe or Signals.Segv or Signals.Sys
                or (>= 32 and <= Signals.RealTimeMin);   // the C library's and the runtime's
            if (!kept)
            {
                all.Add(signal);
            }
        }
        return all.ToArray();
    }

    /// <summary>Opens what the role needs: the executable and the pipe.</summary>
    public static void Prepare(SetupContext context)
    {
        if (context.Process.Init)
        {
            context.Executable = context.Own(FileCalls.Open("/proc/self/exe", OpenFlags.ReadOnly));
            (SafeFileHandle reader, SafeFileHandle writer) = FileCalls.Pipe();
            context.InitStatus = context.Own(reader);
            context.InitStatusWriter = context.Own(writer);
        }
    }

    /// <summary>Waits until the command runs.</summary>
    /// <exception cref="LinuxException">It could not be executed; the init process has ended.</exception>
    public static void WaitForCommand(SetupContext context, StartedProcess init)
    {
        context.InitStatusWriter!.Dispose();
        int reader = context.InitStatus!.Number();
        if (RawIo.Poll(reader, EpollEvents.In, PatienceMilliseconds) == 0)
        {
            Pidfd.Signal(init.Handle, Signals.Kill);
        }
        Span<byte> text = stackalloc byte[16];
        int length = RawIo.Read(reader, text);
        bool ended = length != 0;
        int errno = length > 0 ? int.Parse(Encoding.ASCII.GetString(text[..length]), CultureInfo.InvariantCulture) : Errno.EIO;
        if (ended)
        {
            Pidfd.Wait(init.Handle);
            init.Dispose();
            throw new LinuxException("execve", context.Process.Arguments[0], errno);
        }
    }
}

using Berth.Linux;

namespace Berth.Cli;

/// <summary><c>system dial-stdio</c>: connects standard input and output to the engine, for a client at the other end of an ssh connection.</summary>
internal static class DialCommand
{
    private const int BufferSize = 32 * 1024;
    private const ulong FromEngine = 1;
    private const ulong FromCaller = 2;

    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        using var connection = EngineConnection.Connect(context.Address, context.Globals);
        using var epoll = new Epoll(2);
        epoll.Add(connection.Descriptor, EpollEvents.In, FromEngine);
        var inputIsFile = !TryWatchInput(epoll);
        var buffer = new byte[BufferSize];
        if (inputIsFile)
        {
            int count;
            while ((count = RawIo.Read(0, buffer)) > 0)
                connection.Write(buffer.AsSpan(0, count));
            UnixSocket.Shutdown(connection.Descriptor, 1);
        }
        while (true)
        {
            var ready = epoll.Wait();
            for (var i = 0; i < ready; i++)
            {
                if (epoll[i].Data == FromEngine)
                {
                    var count = connection.Read(buffer);
                    if (count == 0)
                        return ExitCodes.Success;
                    context.Out.WriteThrough(buffer.AsSpan(0, count));
                }
                else if (!PassInput(connection, buffer))
                {
                    epoll.Remove(0);
                    UnixSocket.Shutdown(connection.Descriptor, 1);
                }
            }
        }
    }

    private static bool PassInput(DescriptorStream connection, byte[] buffer)
    {
        var count = RawIo.Read(0, buffer);
        if (count > 0)
            connection.Write(buffer.AsSpan(0, count));
        return count > 0 || count == RawIo.NotReady;
    }

    private static bool TryWatchInput(Epoll epoll)
    {
        try
        {
            epoll.Add(0, EpollEvents.In, FromCaller);
            return true;
        }
        catch (LinuxException e) when (e.Errno is Errno.EPERM or Errno.EBADF)
        {
            return false;
        }
    }
}

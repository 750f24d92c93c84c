using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Daemon;

/// <summary>The sockets that the API is served at.</summary>
internal static class Listeners
{
    private const int SocketMode = 0x1B0; // 0660
    private const int FirstPassed = 3;

    /// <summary>Opens them.</summary>
    /// <returns>The sockets, and the paths to remove when the engine ends.</returns>
    /// <exception cref="OptionException">An address can't be, or is taken.</exception>
    public static (IReadOnlyList<Socket> Sockets, IReadOnlyList<string> Paths) Open(DaemonOptions options)
    {
        var sockets = new List<Socket>();
        var paths = new List<string>();
        var passed = Passed();
        IReadOnlyList<string> hosts = options.Hosts.Count > 0 ? options.Hosts : passed.Count > 0 ? ["fd://"] : ["unix://" + options.Run + "/berth.sock"];
        try
        {
            foreach (string host in hosts)
            {
                Open(host, options, passed, sockets, paths);
            }

            return (sockets, paths);
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    private static void Open(string host, DaemonOptions options, List<Socket> passed, List<Socket> sockets, List<string> paths)
    {
        int colon = host.IndexOf("://", StringComparison.Ordinal);
        string rest = colon < 0 ? "" : host[(colon + 3)..];
        switch (colon < 0 ? "" : host[..colon])
        {
            case "unix" when rest.StartsWith('/'):
                sockets.Add(Unix(rest, options.Group));
                paths.Add(rest);
                break;
            case "fd":
                sockets.AddRange(passed.Count > 0 ? passed : throw new OptionException("no sockets found via socket activation: make sure the service was started by systemd"));
                break;
            case "tcp":
                sockets.Add(Tcp(host, rest, options.PlainTcp));
                break;
            default:
                throw new OptionException($"invalid bind address ({host}): it is unix:///PATH, fd:// or tcp://HOST:PORT");
        }
    }

    private static Socket Unix(string path, string group)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RemoveDead(path);
        try
        {
            var handle = UnixSocket.Listen(path, UnixSocketKind.Stream, SocketMode, backlog: 1024);
            if (GroupNumber(group) is { } number)
            {
                FileCalls.SetOwner(FileCalls.WorkingFolder, path, 0, number);
            }

            return Adopt(handle);
        }
        catch (LinuxException e)
        {
            throw new OptionException($"can't listen at unix://{path}: {Errno.Describe(e.Errno)}");
        }
    }

    // A socket that an engine left which was killed; one that answers is somebody's.
    private static void RemoveDead(string path)
    {
        try
        {
            using var connection = UnixSocket.Connect(path, UnixSocketKind.Stream);
            throw new OptionException($"can't listen at unix://{path}: another process does");
        }
        catch (LinuxException e) when (e.Errno == Errno.ECONNREFUSED)
        {
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, path);
        }
        catch (LinuxException e) when (e.Errno == Errno.ENOENT)
        {
            // The usual case.
        }
    }

    private static Socket Tcp(string host, string address, bool plain)
    {
        if (!plain)
        {
            throw new OptionException(
                $"{host}: whoever reaches this port is root on this machine, and this engine has no TLS of its own for TCP. "
                + "Use ssh:// from afar, put a TLS proxy in front of the unix socket, or say --tls=false if only you can reach it");
        }

        if (!IPEndPoint.TryParse(address.StartsWith(':') ? "0.0.0.0" + address : address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), out var end) || end.Port == 0)
        {
            throw new OptionException($"invalid bind address ({host}): it is tcp://ADDRESS:PORT");
        }

        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(end);
            socket.Listen(1024);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new OptionException($"can't listen at {host}: {e.Message}");
        }
    }

    // sd_listen_fds(3).
    private static List<Socket> Passed()
    {
        bool mine = int.TryParse(Environment.GetEnvironmentVariable("LISTEN_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && pid == Environment.ProcessId;
        int count = mine && int.TryParse(Environment.GetEnvironmentVariable("LISTEN_FDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : 0;
        var sockets = new List<Socket>();
        for (int i = 0; i < count; i++)
        {
            using var handle = new SafeFileHandle(FirstPassed + i, ownsHandle: true);
            sockets.Add(Adopt(FileCalls.Duplicate(handle, 16)));
        }

        return sockets;
    }

    private static Socket Adopt(SafeFileHandle handle)
    {
        var socket = new Socket(new SafeSocketHandle(handle.DangerousGetHandle(), ownsHandle: true));
        handle.SetHandleAsInvalid();
        return socket;
    }

    private static uint? GroupNumber(string name)
    {
        if (uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
        {
            return number;
        }

        foreach (string line in File.Exists("/etc/group") ? File.ReadLines("/etc/group") : [])
        {
            string[] parts = line.Split(':');
            if (parts.Length > 2 && parts[0] == name && uint.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                return number;
            }
        }

        return null;
    }
}

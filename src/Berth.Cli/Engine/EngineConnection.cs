using System.Net.Sockets;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Cli;

/// <summary>Makes the client for an engine's address, and starts the engine where it is this machine's own and isn't there.</summary>
internal static class EngineConnection
{
    /// <summary>Makes a client.</summary>
    /// <param name="address">Where the engine is.</param>
    /// <param name="globals">Where a private engine's folders are.</param>
    /// <param name="blocking">Whether calls are done when they return; else several may run at a time.</param>
    public static DockerClient Open(EngineAddress address, GlobalOptions globals, bool blocking) => new(new DockerClientOptions
    {
        Endpoint = address.Text,
        Dial = blocking ? _ => new ValueTask<Stream>(Connect(address, globals)) : Dialer(address, globals),
        ApiVersion = ApiVersion(address),
        UserAgent = "berth",
        Host = address.Kind == AddressKind.Tcp ? address.Target : "docker",
    });

    /// <summary>Connects, with a stream whose reads and writes block.</summary>
    /// <exception cref="DockerException">The engine can't be reached.</exception>
    public static DescriptorStream Connect(EngineAddress address, GlobalOptions globals) => address.Kind switch
    {
        AddressKind.Unix => new DescriptorStream(ConnectUnix(address, globals)),
        AddressKind.Ssh => EngineProcess.Ssh(address),
        _ when address.Tls.Wanted => EngineProcess.Tls(address),
        _ => ConnectTcp(address),
    };

    // The engine of this program speaks what this program speaks; any other is asked first, unless the user knows.
    private static string? ApiVersion(EngineAddress address) =>
        GlobalOptions.NonEmpty("DOCKER_API_VERSION") ?? (address.StartIfMissing ? DockerClient.MaxApiVersion : null);

    private static Func<CancellationToken, ValueTask<Stream>> Dialer(EngineAddress address, GlobalOptions globals)
    {
        if (address.Kind != AddressKind.Unix)
            return address is { Kind: AddressKind.Tcp, Tls.Wanted: false } ? SocketDialer.Tcp(address.Target, address.Port) : _ => new ValueTask<Stream>(Connect(address, globals));
        ConnectUnix(address, globals).Dispose();
        return SocketDialer.Unix(address.Target);
    }

    private static SafeFileHandle ConnectUnix(EngineAddress address, GlobalOptions globals)
    {
        try
        {
            return UnixSocket.Connect(address.Target, UnixSocketKind.Stream);
        }
        catch (LinuxException e) when (address.StartIfMissing && e.Errno is Errno.ENOENT or Errno.ECONNREFUSED)
        {
            return EngineStarter.Start(address.Target, globals);
        }
        catch (LinuxException e) when (e.Errno is Errno.EACCES or Errno.EPERM)
        {
            throw new DockerException(DockerErrorKind.Unreachable, $"permission denied while trying to connect to the engine's socket at {address.Text}: {Errno.Describe(e.Errno)}", e);
        }
        catch (LinuxException e)
        {
            throw new DockerException(DockerErrorKind.Unreachable, $"Cannot connect to the Docker daemon at {address.Text}. Is the docker daemon running?", e);
        }
    }

    private static DescriptorStream ConnectTcp(EngineAddress address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(address.Target, address.Port);
            return new DescriptorStream(new SafeFileHandle(socket.Handle, ownsHandle: false), socket.Dispose);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new DockerException(DockerErrorKind.Unreachable, $"Cannot connect to the Docker daemon at {address.Text}. Is the docker daemon running?", e);
        }
    }
}

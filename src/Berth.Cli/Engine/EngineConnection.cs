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
    /// <param name="reactor">Serves several calls at a time; null for one at a time, each done when it returns.</param>
    public static DockerClient Open(EngineAddress address, GlobalOptions globals, Reactor? reactor) => new(new DockerClientOptions
    {
        Endpoint = address.Text,
        Dial = _ => new ValueTask<Stream>(Connect(address, globals, reactor)),
        ApiVersion = ApiVersion(address),
        UserAgent = "berth",
        Host = address.Kind == AddressKind.Tcp ? address.Target : "docker",
    });

    /// <summary>Connects.</summary>
    /// <param name="address">Where the engine is.</param>
    /// <param name="globals">Where a private engine's folders are.</param>
    /// <param name="reactor">Serves the connection with others; null for reads and writes that block.</param>
    /// <exception cref="DockerException">The engine can't be reached.</exception>
    public static DescriptorStream Connect(EngineAddress address, GlobalOptions globals, Reactor? reactor = null) => address.Kind switch
    {
        AddressKind.Unix => new DescriptorStream(ConnectUnix(address, globals), null, reactor),
        AddressKind.Ssh => EngineProcess.Ssh(address, reactor),
        _ => EngineProcess.Tcp(address, reactor),
    };

    // The engine of this program speaks what this program speaks; any other is asked first, unless the user knows.
    private static string? ApiVersion(EngineAddress address) =>
        GlobalOptions.NonEmpty("DOCKER_API_VERSION") ?? (address.StartIfMissing ? DockerClient.MaxApiVersion : null);

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
}

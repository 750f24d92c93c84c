using Berth.Linux;
using Berth.Supervision;

namespace Berth.Monitor;

/// <summary>The container's name server, which comes and goes with its networks. Without one it costs nothing.</summary>
internal sealed class NameService(MonitorParts parts, ContainerResources resources) : IDisposable
{
    private NameServer? _server;

    /// <summary>The server for a container that is about to start.</summary>
    /// <exception cref="SetupException">It can't be set up.</exception>
    public void Start(ResolverRequest? request)
    {
        try
        {
            Apply(request);
        }
        catch (LinuxException e)
        {
            throw SetupException.Other("names", e.Errno, $"the container's name server can't be set up: {e.Message}");
        }
    }

    /// <summary>Serves this from now on; null: nothing. A container without a network namespace of its own has no server.</summary>
    /// <exception cref="LinuxException">The kernel refuses.</exception>
    public void Apply(ResolverRequest? request)
    {
        if (request is null)
        {
            _server?.Remove();
            _server = null;
        }
        else if (_server is not null)
        {
            _server.Apply(request);
        }
        else if (resources.Network is { } network)
        {
            _server = new NameServer(parts, network, request);
        }
    }

    public void Dispose() => _server?.Dispose();
}

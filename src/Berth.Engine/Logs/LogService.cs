using Berth.Docker;

namespace Berth.Engine;

/// <summary>Reads containers' logs.</summary>
internal sealed class LogService(EngineParts parts)
{
    /// <summary>Opens a container's log.</summary>
    /// <exception cref="DockerException">No stream was chosen, or there is no log to read.</exception>
    public ContainerOutput Open(Container container, LogOptions options)
    {
        if (!options.Stdout && !options.Stderr)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "Bad parameters: you must choose at least one stream");
        }

        if (container.Record.HostConfig.LogConfig.Type == "none")
        {
            throw new DockerException(DockerErrorKind.NotImplemented, "configured logging driver does not support reading");
        }

        bool frames = !container.Record.Config.Tty;
        var watch = options.Follow ? new LogWatch(container, parts.Reactor) : null;
        return new ContainerOutput(new LogReader(container.Files.Log, options, frames, watch), frames);
    }
}

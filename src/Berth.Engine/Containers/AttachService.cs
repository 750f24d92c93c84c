using Berth.Docker;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>Attaches clients to containers' standard input and output, before they are started or while they run.</summary>
internal sealed class AttachService(EngineParts parts, LogService logs)
{
    /// <summary>Attaches.</summary>
    /// <exception cref="DockerException">The container can't be attached to now, or the detach keys are none.</exception>
    public async Task<AttachedStream> AttachAsync(Container container, string name, AttachOptions options)
    {
        var keys = DetachKeys.Parse(options.DetachKeys);
        Stream? past = null;
        if (options.Logs)
        {
            var read = new LogOptions { Stdout = options.Stdout, Stderr = options.Stderr };
            past = logs.Open(container, read).Stream;
        }

        if (!options.Stream)
        {
            return AttachedStream.Create(past ?? Stream.Null, input: null, container.Record.Config.Tty);
        }

        return await container.RunAsync(async () =>
        {
            var life = container.Life;
            switch (life.Status)
            {
                case ContainerStatus.Paused:
                    throw new DockerException(DockerErrorKind.Conflict, $"container {name} is paused, unpause the container before attach");
                case ContainerStatus.Restarting:
                    throw new DockerException(DockerErrorKind.Conflict, $"container {name} is restarting, wait until the container is running");
                case ContainerStatus.Removing or ContainerStatus.Dead:
                    throw new DockerException(DockerErrorKind.Conflict, $"container {container.Id} is marked for removal");
            }

            bool input = options.Stdin && container.Record.Config.OpenStdin;
            var (outer, inner) = UnixSocket.Pair(UnixSocketKind.Stream);
            var request = new MonitorRequest.Attach(input, options.Stdout, options.Stderr);
            if (life.IsAlive && container.Monitor is { } monitor)
            {
                using (inner)
                {
                    await SendAsync(monitor, request, inner, outer).ConfigureAwait(false);
                }
            }
            else
            {
                container.Attachments.Add(request, inner);
            }

            container.Publish("attach");
            return (AttachedStream)new ContainerStream(
                new DescriptorStream(outer, parts.Reactor), past, input, container.Record.Config.Tty, keys,
                () => container.Publish("detach"));
        }).ConfigureAwait(false);
    }

    private static async Task SendAsync(IMonitorLink monitor, MonitorRequest.Attach request, SafeFileHandle inner, SafeFileHandle outer)
    {
        try
        {
            await monitor.AttachAsync(inner, request.Input, request.Output, request.Error).ConfigureAwait(false);
        }
        catch (MonitorException e)
        {
            outer.Dispose();
            throw new DockerException(DockerErrorKind.Conflict, e.Message, e);
        }
    }
}

using System.Globalization;
using Berth.Docker;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Ends containers' processes, freezes and thaws them.</summary>
internal sealed class ContainerStopper(EngineParts parts)
{
    private const int Kill = 9;

    /// <summary>Stops a container and waits for its end; false where it didn't run.</summary>
    /// <exception cref="DockerException">The signal is none.</exception>
    public async Task<bool> StopAsync(Container container, int? timeout, string? signal, CancellationToken cancel)
    {
        var config = container.Record.Config;
        int number = signal is { Length: > 0 } ? SignalNames.Parse(signal) : StartRequestBuilder.Stop(config).Signal;
        int seconds = timeout ?? StartRequestBuilder.Stop(config).TimeoutSeconds;
        bool stopping = await container.RunAsync(() => BeginStopAsync(container, number, seconds)).ConfigureAwait(false);
        if (stopping)
        {
            await EndAsync(container, cancel).ConfigureAwait(false);
            container.Publish("stop");
        }

        return stopping;
    }

    /// <summary>Sends a signal; SIGKILL waits for the end.</summary>
    /// <exception cref="DockerException">Conflict: it doesn't run.</exception>
    public async Task KillAsync(Container container, string name, string? signal, CancellationToken cancel)
    {
        int number = signal is { Length: > 0 } ? Parse(signal, name) : Kill;
        await container.RunAsync(() => SendAsync(container, name, number)).ConfigureAwait(false);
        if (number == Kill)
        {
            await EndAsync(container, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Kills a container that is to be removed, and waits for its end.</summary>
    public async Task KillForRemovalAsync(Container container, CancellationToken cancel)
    {
        bool running = await container.RunAsync(async () =>
        {
            if (container.Life.IsSupervised)
            {
                await SendAsync(container, container.Record.Name, Kill).ConfigureAwait(false);
            }

            return container.Life.IsSupervised;
        }).ConfigureAwait(false);
        if (running)
        {
            await EndAsync(container, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Freezes a container.</summary>
    /// <exception cref="DockerException">Conflict: it doesn't run or is frozen.</exception>
    public Task PauseAsync(Container container, CancellationToken cancel) => container.RunAsync(async () =>
    {
        switch (container.Life.Status)
        {
            case ContainerStatus.Running:
                break;
            case ContainerStatus.Paused:
                throw new DockerException(DockerErrorKind.Conflict, $"Container {container.Id} is already paused");
            case ContainerStatus.Restarting:
                throw new DockerException(DockerErrorKind.Conflict, $"Container {container.Id} is restarting, wait until the container is running");
            default:
                throw NotRunning(container);
        }

        await parts.Cgroups.FreezeAsync(container.Record, frozen: true, cancel).ConfigureAwait(false);
        await container.Monitor!.PauseHealthAsync(true).ConfigureAwait(false);
        container.Move(ContainerTrigger.Paused, container.Life);
    });

    /// <summary>Thaws a container.</summary>
    /// <exception cref="DockerException">It isn't frozen.</exception>
    public Task UnpauseAsync(Container container, CancellationToken cancel) => container.RunAsync(async () =>
    {
        if (container.Life.Status != ContainerStatus.Paused)
        {
            throw new DockerException(DockerErrorKind.System, $"Container {container.Id} is not paused");
        }

        await ThawAsync(container, cancel).ConfigureAwait(false);
    });

    private async Task<bool> BeginStopAsync(Container container, int number, int seconds)
    {
        var life = container.Life;
        if (!life.IsSupervised || container.Monitor is not { } monitor)
        {
            return false;
        }

        if (life.IsAlive)
        {
            container.Publish("kill", ("signal", number.ToString(CultureInfo.InvariantCulture)));
        }

        container.Stopping = new PendingStop(seconds < 0 ? null : parts.Time.GetUtcNow().AddSeconds(seconds));

        // The reply comes with the end, which the watch tells of as well.
        _ = monitor.StopAsync(number, seconds).ContinueWith(
            static stop => _ = stop.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        if (life.Status == ContainerStatus.Paused)
        {
            await ThawAsync(container, CancellationToken.None).ConfigureAwait(false);
        }

        return true;
    }

    private async Task SendAsync(Container container, string name, int number)
    {
        var life = container.Life;
        if (!life.IsSupervised || container.Monitor is not { } monitor)
        {
            throw new DockerException(DockerErrorKind.Conflict, $"cannot kill container: {name}: container {container.Id} is not running");
        }

        try
        {
            // Between two runs there is no process to signal: only the wait for the next one can be ended.
            if (life.Status == ContainerStatus.Restarting)
            {
                _ = monitor.StopAsync(number, 0).ContinueWith(
                    static stop => _ = stop.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                return;
            }

            bool manual = number == Kill || number == StartRequestBuilder.Stop(container.Record.Config).Signal;
            await monitor.SignalAsync(number, manual).ConfigureAwait(false);
        }
        catch (MonitorException e) when (e.Error.Kind is MonitorErrorKind.State or MonitorErrorKind.Gone)
        {
            // It has ended meanwhile, which is what was wanted or will be told.
        }

        container.Publish("kill", ("signal", number.ToString(CultureInfo.InvariantCulture)));
        if (life.Status == ContainerStatus.Paused)
        {
            await ThawAsync(container, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task ThawAsync(Container container, CancellationToken cancel)
    {
        await parts.Cgroups.FreezeAsync(container.Record, frozen: false, cancel).ConfigureAwait(false);
        if (container.Monitor is { } monitor)
        {
            try
            {
                await monitor.PauseHealthAsync(false).ConfigureAwait(false);
            }
            catch (MonitorException e) when (e.Error.Kind == MonitorErrorKind.Gone)
            {
                // The signal that waited for the thaw has ended it already.
            }
        }

        container.Move(ContainerTrigger.Unpaused, container.Life);
    }

    // Until its end is taken in: state on disk, network and cgroups given back.
    private static async Task EndAsync(Container container, CancellationToken cancel)
    {
        int number = container.MonitorNumber;
        while (container.Life.IsSupervised && container.MonitorNumber == number)
        {
            using var wait = container.Waits.Register(WaitCondition.NotRunning, () => container.Life);
            await wait.Result.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    private static int Parse(string signal, string name) => SignalNames.TryParse(signal, out int number)
        ? number
        : throw new DockerException(DockerErrorKind.InvalidParameter, $"cannot kill container: {name}: invalid signal: {signal}");

    private static DockerException NotRunning(Container container) => new(DockerErrorKind.Conflict, $"container {container.Id} is not running");
}

using System.Globalization;
using Berth.Docker;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Takes in what a container's monitor tells: all of it in the container's loop, in the order in which it was told.</summary>
internal sealed class ContainerEnder(EngineParts parts, MountSources mounts, ExecRegistry execs, ContainerRemover remover)
{
    private const int KilledCode = 137;
    private const int RebootedCode = 255;

    /// <summary>Starts a container again whose monitor died. Set once, when the services are put together.</summary>
    public ContainerStarter? Starter { get; set; }

    /// <summary>Something has happened.</summary>
    public async Task HandleAsync(Container container, MonitorEvent happening)
    {
        switch (happening)
        {
            case MonitorEvent.Started started when container.Life.Status == ContainerStatus.Restarting:
                container.Move(ContainerTrigger.Started, container.Life.With(started.Record));
                break;
            case MonitorEvent.Restarting restarting when container.Life.IsSupervised:
                EndForNow(container, restarting.Record);
                break;
            case MonitorEvent.Exited exited when container.Life.IsSupervised:
                await EndAsync(container, exited.Record).ConfigureAwait(false);
                break;
            case MonitorEvent.HealthChecked check:
                container.Show(container.Life with { Health = check.Record.Health });
                if (check is { Changed: true, Record.Health: { } health })
                {
                    container.Publish($"health_status: {health.Status}");
                }

                break;
            case MonitorEvent.ExecExited exec:
                execs.Ended(exec.Id, exec.ExitCode);
                break;
            case MonitorEvent.OutOfMemory:
                container.Publish("oom");
                break;
            case MonitorEvent.Warned warned:
                parts.Log($"container {container.Record.Name}: {warned.Text}");
                break;
        }
    }

    /// <summary>The connection has ended. Where no end was told before, the monitor's record says whether the container ended in order.</summary>
    public async Task LostAsync(Container container)
    {
        if (!container.Life.IsSupervised)
        {
            return;
        }

        var record = MonitorRecords.Read(container.Files);
        if (record is { Phase: ContainerPhase.Exited } && record.BootId == parts.Machine.BootId)
        {
            await EndAsync(container, record).ConfigureAwait(false);
            return;
        }

        bool rebooted = record is null || record.BootId != parts.Machine.BootId;
        parts.Log(rebooted
            ? $"container {container.Record.Name} ended when the machine did"
            : $"the monitor of container {container.Record.Name} has died, and the container with it");
        var life = container.Life;
        await EndAsync(container, new MonitorRecord
        {
            BootId = parts.Machine.BootId,
            MonitorPid = 0,
            MonitorStartTicks = 0,
            Phase = ContainerPhase.Exited,
            StartedAt = record?.StartedAt ?? life.StartedAt,
            FinishedAt = parts.Time.GetUtcNow(),
            ExitCode = rebooted ? RebootedCode : KilledCode,
            RestartCount = record?.RestartCount ?? life.RestartCount,
            ManuallyStopped = record?.ManuallyStopped ?? life.ManuallyStopped,
            Health = record?.Health,
        }).ConfigureAwait(false);
        await RestartAsync(container, rebooted).ConfigureAwait(false);
    }

    // The monitor is not there to do it. After a reboot the engine starts what is wanted when it has read all containers.
    private async Task RestartAsync(Container container, bool rebooted)
    {
        if (rebooted || container.Life.Status != ContainerStatus.Exited || !RestartDecision.Wants(container.Record.HostConfig.RestartPolicy, container.Life))
        {
            return;
        }

        try
        {
            await Starter!.StartAsync(container, container.Life.RestartCount + 1).ConfigureAwait(false);
        }
        catch (DockerException e)
        {
            parts.Log($"container {container.Record.Name} could not be started again: {e.Message}");
        }
    }

    private void EndForNow(Container container, MonitorRecord record)
    {
        var ended = container.Life.With(record);
        container.Move(ContainerTrigger.EndedForNow, ended, Code(ended), Duration(ended));
        execs.EndAll(container.Id);
        container.Waits.Ended(container.Life);
    }

    private async Task EndAsync(Container container, MonitorRecord record)
    {
        var ended = container.Life.With(record) with { Pid = 0 };
        if (container.Stopping is { KilledAt: { } deadline } && ended.ExitCode == KilledCode && ended.FinishedAt >= deadline)
        {
            container.Publish("kill", ("signal", "9"));
        }

        container.Stopping = null;
        if (container.Monitor is { } monitor)
        {
            container.Monitor = null;
            await monitor.DisposeAsync().ConfigureAwait(false);
        }

        parts.Cgroups.Remove(container.Record);
        ReleaseNetwork(container);
        ReleaseVolumes(container);
        execs.EndAll(container.Id);
        container.Move(ContainerTrigger.Ended, ended, Code(ended), Duration(ended));
        container.Waits.Ended(container.Life);
        if (container.Record.HostConfig.AutoRemove && !container.KeepAfterEnd)
        {
            await remover.RemoveEndedAsync(container, anonymousVolumes: true).ConfigureAwait(false);
        }
    }

    private void ReleaseNetwork(Container container)
    {
        parts.Networking.Release(container.Id);
        if (container.Network is { } network)
        {
            NetworkEvents.Publish(parts.Events, "disconnect", container.Id, network);
            container.Network = null;
        }
    }

    private void ReleaseVolumes(Container container)
    {
        mounts.Release(container);
        foreach (var mount in container.Record.Mounts)
        {
            if (mount.Type == "volume")
            {
                VolumeEvents.Unmounted(parts.Events, mount, container.Id);
            }
        }
    }

    private static (string, string) Code(ContainerLife life) => ("exitCode", life.ExitCode.ToString(CultureInfo.InvariantCulture));

    private static (string, string) Duration(ContainerLife life) =>
        ("execDuration", ((long)(life.FinishedAt - life.StartedAt).TotalSeconds).ToString(CultureInfo.InvariantCulture));
}

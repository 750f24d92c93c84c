using System.Text;
using System.Text.Json;
using Berth.Docker;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>
/// What an engine does when it starts: reads its containers, takes over those that run, takes in the ends of those that ended meanwhile, finishes
/// what an engine that was killed left half done, sweeps what belongs to nobody, and starts what restart policies want. It says what it did.
/// </summary>
internal sealed class EngineRecovery(EngineParts parts, EngineServices services)
{
    /// <summary>Does it.</summary>
    public async Task RunAsync()
    {
        string folder = parts.Options.Root + "/containers";
        Say(parts.Images.CleanedUp);
        Say(parts.Volumes.CleanedUp);
        Say(ContainerFolders.Sweep(folder));
        bool rebooted = IsFirstOfBoot();
        foreach (string path in Directory.EnumerateDirectories(folder))
        {
            Load(path);
        }

        var lost = new List<Container>();
        foreach (var container in parts.Containers.All())
        {
            if (!await AdoptAsync(container).ConfigureAwait(false) && container.Life.IsSupervised)
            {
                lost.Add(container);
            }
        }

        Say(parts.Networking.Sweep());
        Say(services.VolumeMounts.Sweep());
        Say(parts.Cgroups.Sweep(id => parts.Containers.Find(id) is { Life.IsSupervised: true } container && !lost.Contains(container)));
        SweepSnapshots();
        foreach (var container in lost)
        {
            await container.RunAsync(() => services.Ender.LostAsync(container)).ConfigureAwait(false);
        }

        await FinishRemovalsAsync().ConfigureAwait(false);
        if (rebooted)
        {
            await StartAfterBootAsync().ConfigureAwait(false);
        }
    }

    private void Say(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            parts.Log(line);
        }
    }

    private bool IsFirstOfBoot()
    {
        string path = parts.Options.Root + "/boot-id";
        byte[] now = Encoding.ASCII.GetBytes(parts.Machine.BootId + "\n");
        bool first = AtomicFile.Read(path) is not { } last || !last.AsSpan().SequenceEqual(now);
        if (first)
        {
            AtomicFile.Write(path, now);
        }

        return first;
    }

    private void Load(string path)
    {
        string id = Path.GetFileName(path);
        var files = parts.FilesOf(id);
        try
        {
            var record = ContainerRecordJson.Read(AtomicFile.Read(files.Config) ?? throw new JsonException("config.json is missing"));
            var life = AtomicFile.Read(files.Life) is { } json ? ContainerLifeJson.Read(json) : ContainerLife.New;
            parts.Containers.Reserve(record.Name, record.Id);
            parts.Containers.Add(new Container(record, life, files, parts.Events));
        }
        catch (Exception e) when (e is JsonException or IOException or DockerException)
        {
            // What can't be read is left as it is: it may be a newer engine's.
            parts.Log($"container {ContainerIds.Short(id)} can't be read and is left out: {e.Message}");
        }
    }

    // Whatever the last engine wrote: a monitor that answers has a container that it may have started after that.
    private async Task<bool> AdoptAsync(Container container)
    {
        var record = MonitorRecords.Read(container.Files);
        if (record is null || record.BootId != parts.Machine.BootId)
        {
            return false;
        }

        return await container.RunAsync(async () =>
        {
            container.MonitorNumber++;
            var monitor = parts.Monitors.Connect(container.Files, services.Watch(container));
            if (monitor is null)
            {
                return false;
            }

            try
            {
                var now = await monitor.WatchAsync().ConfigureAwait(false);
                container.Monitor = monitor;
                await TakeOverAsync(container, now).ConfigureAwait(false);
                return true;
            }
            catch (MonitorException)
            {
                container.Monitor = null;
                await monitor.DisposeAsync().ConfigureAwait(false);
                return false;
            }
        }).ConfigureAwait(false);
    }

    private async Task TakeOverAsync(Container container, MonitorRecord now)
    {
        if (now.Phase == ContainerPhase.Created)
        {
            // It was never told to start, and ends by itself.
            container.Monitor = null;
            return;
        }

        container.Network = parts.Networking.Adopt(container.Id);
        foreach (var mount in container.Record.Mounts)
        {
            if (mount.Type == "volume")
            {
                services.VolumeMounts.Adopt(mount.Name, container.Id);
            }
        }

        var status = now.Phase == ContainerPhase.Restarting ? ContainerStatus.Restarting
            : now.Phase == ContainerPhase.Running && parts.Cgroups.IsFrozen(container.Record) ? ContainerStatus.Paused
            : ContainerStatus.Running;
        container.Save(container.Life.With(now) with { Status = status });
        if (now.Phase == ContainerPhase.Exited)
        {
            await services.Ender.HandleAsync(container, new MonitorEvent.Exited(now)).ConfigureAwait(false);
        }
        else
        {
            parts.Log($"took over container {container.Record.Name}");
        }
    }

    private void SweepSnapshots()
    {
        var known = parts.Containers.All().Select(container => container.Record.SnapshotId).ToHashSet(StringComparer.Ordinal);
        foreach (string id in parts.Images.Snapshots.List())
        {
            // A container that can't be read keeps its files.
            if (!known.Contains(id) && ContainerIds.IsFull(id) && !Directory.Exists(parts.FilesOf(id).StateFolder))
            {
                parts.Images.Snapshots.Remove(id);
                parts.Log($"removed the root file system of container {ContainerIds.Short(id)}, which is no more");
            }
        }

        foreach (string path in Directory.EnumerateDirectories(parts.Options.Run + "/containers"))
        {
            if (!Directory.Exists(parts.FilesOf(Path.GetFileName(path)).StateFolder))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    private async Task FinishRemovalsAsync()
    {
        foreach (var container in parts.Containers.All())
        {
            bool begun = container.Life.Status is ContainerStatus.Removing or ContainerStatus.Dead;
            if (!begun && !(container.Record.HostConfig.AutoRemove && !container.Life.IsSupervised))
            {
                continue;
            }

            try
            {
                await container.RunAsync(() =>
                {
                    if (container.Life.Status == ContainerStatus.Removing)
                    {
                        container.Move(ContainerTrigger.RemovalFailed, container.Life);
                    }

                    return services.Remover.RemoveEndedAsync(container, container.Record.HostConfig.AutoRemove);
                }).ConfigureAwait(false);
                parts.Log($"finished the removal of container {container.Record.Name}");
            }
            catch (DockerException e)
            {
                parts.Log(e.Message);
            }
        }
    }

    // As after every start of Docker's: "always" means also what was stopped by hand.
    private async Task StartAfterBootAsync()
    {
        var starts = parts.Containers.All()
            .Where(container => !container.Life.IsSupervised && container.Life.StartedAt != default
                && container.Record.HostConfig.RestartPolicy.Name is var policy
                && (policy == "always" || (policy == "unless-stopped" && !container.Life.ManuallyStopped)))
            .Select(async container =>
            {
                try
                {
                    await container.RunAsync(() => services.Starter.StartAsync(container)).ConfigureAwait(false);
                    parts.Log($"started container {container.Record.Name}, as its restart policy wants");
                }
                catch (DockerException e)
                {
                    parts.Log($"container {container.Record.Name} could not be started: {e.Message}");
                }
            });
        await Task.WhenAll(starts).ConfigureAwait(false);
    }
}

using System.Collections.Concurrent;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>Containers' control groups on this machine, all below one group of the engine's own.</summary>
internal sealed class ContainerCgroups(CgroupTree tree, string parent, TimeProvider time, Action<string> log) : IContainerCgroups
{
    // A killed process ends in milliseconds. One that waits for a device (a file server that is gone) may never.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Task> _leaving = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CreateAsync(ContainerRecord record)
    {
        if (tree.Hierarchies.Count == 0)
        {
            throw new DockerException(DockerErrorKind.System, "no control groups are mounted here; mount them with: mount -t cgroup2 cgroup2 /sys/fs/cgroup");
        }

        string name = GroupOf(record);
        if (_leaving.TryGetValue(name, out var removal))
        {
            await AwaitRemovalAsync(removal, record).ConfigureAwait(false);
        }

        var group = tree.Create(name);
        group.Apply(LimitsOf.Container(record.HostConfig));
        return group.Folders;
    }

    /// <inheritdoc/>
    public void Update(ContainerRecord record, Resources limits) => Open(record).Apply(LimitsOf.Update(limits));

    /// <inheritdoc/>
    public Task FreezeAsync(ContainerRecord record, bool frozen, CancellationToken cancel) => Task.Run(() => Open(record).Freeze(frozen), cancel);

    /// <inheritdoc/>
    public bool IsFrozen(ContainerRecord record) => Open(record).IsFrozen;

    /// <inheritdoc/>
    public void Remove(ContainerRecord record) => Remove(GroupOf(record), record.Id);

    /// <inheritdoc/>
    public IReadOnlyList<int> Processes(ContainerRecord record) => Open(record).Processes();

    /// <inheritdoc/>
    public CgroupUsage Usage(ContainerRecord record) => UsageOf.Stats(Open(record).Stats());

    /// <inheritdoc/>
    public IReadOnlyList<string> Sweep(Func<string, bool> runs)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (string folder in tree.Open(parent).Folders)
        {
            if (Directory.Exists(folder))
            {
                found.UnionWith(Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(ContainerIds.IsFull));
            }
        }

        var swept = new List<string>();
        foreach (string id in found.Where(id => !runs(id)))
        {
            Remove($"{parent}/{id}", id);
            swept.Add($"removed what was left of container {ContainerIds.Short(id)} in the control groups");
        }

        return swept;
    }

    /// <inheritdoc/>
    public void RemoveParent()
    {
        try
        {
            tree.Open(parent).TryRemove();
        }
        catch (LinuxException e)
        {
            log($"the engine's control group could not be removed: {e.Message}");
        }
    }

    private Cgroup Open(ContainerRecord record) => tree.Open(GroupOf(record));

    private string GroupOf(ContainerRecord record) =>
        record.HostConfig.CgroupParent.Trim('/') is { Length: > 0 } own ? $"{own}/{record.Id}" : $"{parent}/{record.Id}";

    private void Remove(string name, string id)
    {
        try
        {
            // Most often nothing is left: the last process ended with the first.
            var group = tree.Open(name);
            if (group.TryRemove())
            {
                return;
            }

            group.Kill();
            if (!group.TryRemove())
            {
                _leaving.GetOrAdd(name, _ => RemoveLaterAsync(group, name, id));
            }
        }
        catch (LinuxException e)
        {
            Unremoved(id, e);
        }
    }

    private async Task RemoveLaterAsync(Cgroup group, string name, string id)
    {
        await Task.Yield();   // it is in the table before it can be over
        try
        {
            await group.RemoveAsync().ConfigureAwait(false);
        }
        catch (LinuxException e)
        {
            Unremoved(id, e);
        }
        finally
        {
            _leaving.TryRemove(name, out _);
        }
    }

    private async Task AwaitRemovalAsync(Task removal, ContainerRecord record)
    {
        try
        {
            await removal.WaitAsync(Patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            string processes = string.Join(", ", Processes(record));
            throw new DockerException(
                DockerErrorKind.System,
                $"processes of an earlier run of container {record.Name} were killed and do not end ({(processes.Length > 0 ? processes : "not listed any more")}): " +
                "see in what they wait with: ps -o pid,stat,wchan,args; then start the container again",
                e);
        }
    }

    private void Unremoved(string id, LinuxException e) => log($"container {ContainerIds.Short(id)}: its control group could not be removed: {e.Message}");
}

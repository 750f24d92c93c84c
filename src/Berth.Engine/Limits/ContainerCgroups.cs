using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>Containers' control groups on this machine, all below one group of the engine's own.</summary>
internal sealed class ContainerCgroups(CgroupTree tree, string parent, Action<string> log) : IContainerCgroups
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Create(ContainerRecord record)
    {
        if (tree.Hierarchies.Count == 0)
        {
            throw new DockerException(DockerErrorKind.System, "no control groups are mounted here; mount them with: mount -t cgroup2 cgroup2 /sys/fs/cgroup");
        }

        var group = tree.Create(GroupOf(record));
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
    public void Remove(ContainerRecord record) => Remove(Open(record), record.Id);

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
            Remove(tree.Open($"{parent}/{id}"), id);
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

    private void Remove(Cgroup group, string id)
    {
        try
        {
            // Most often nothing is left: the last process ended with the first.
            if (group.TryRemove())
            {
                return;
            }

            group.Kill();
            if (!group.TryRemove())
            {
                _ = RemoveLaterAsync(group, id);
            }
        }
        catch (LinuxException e)
        {
            log($"container {ContainerIds.Short(id)}: its control group could not be removed: {e.Message}");
        }
    }

    private async Task RemoveLaterAsync(Cgroup group, string id)
    {
        try
        {
            await group.RemoveAsync().ConfigureAwait(false);
        }
        catch (LinuxException e)
        {
            log($"container {ContainerIds.Short(id)}: its control group could not be removed: {e.Message}");
        }
    }
}

using Berth.Docker;

namespace Berth.Engine;

/// <summary>The control groups of containers: a folder a hierarchy (one only under version 2), named after the container.</summary>
internal interface IContainerCgroups
{
    /// <summary>Makes a container's folders and sets its limits, when those of its earlier run are gone: a removal under way would take the new ones.</summary>
    /// <returns>The folders to join.</returns>
    /// <exception cref="DockerException">Processes of the earlier run don't end, or there are no control groups.</exception>
    /// <exception cref="IOException">A folder can't be made or a limit can't be set.</exception>
    Task<IReadOnlyList<string>> CreateAsync(ContainerRecord record);

    /// <summary>Changes a container's limits.</summary>
    void Update(ContainerRecord record, Resources limits);

    /// <summary>Freezes or thaws all processes of a container; completes when they are.</summary>
    Task FreezeAsync(ContainerRecord record, bool frozen, CancellationToken cancel);

    /// <summary>Whether a container's processes are frozen.</summary>
    bool IsFrozen(ContainerRecord record);

    /// <summary>Kills what is left of a container and removes its folders: at once where nothing is left, else in the background.</summary>
    void Remove(ContainerRecord record);

    /// <summary>The processes of a container.</summary>
    IReadOnlyList<int> Processes(ContainerRecord record);

    /// <summary>What a container uses now.</summary>
    CgroupUsage Usage(ContainerRecord record);

    /// <summary>Kills and removes the groups of containers that aren't among those that run; gives a line for each.</summary>
    IReadOnlyList<string> Sweep(Func<string, bool> runs);

    /// <summary>Removes the engine's own group, where no container has a process in it. The next container makes it again.</summary>
    void RemoveParent();
}

using Berth.Docker;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Changes what a container is: its name, its limits, its restart policy.</summary>
internal sealed class ContainerChanger(EngineParts parts)
{
    /// <summary>Gives a container another name.</summary>
    /// <exception cref="DockerException">The name can't be, or is taken.</exception>
    public Task RenameAsync(Container container, string name) => container.RunAsync(() =>
    {
        string old = container.Record.Name;
        if (name.Length == 0)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "Neither old nor new names may be empty");
        }

        if (name.TrimStart('/') == old)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "Renaming a container with the same name as its current name");
        }

        string taken = Take(name, container.Id);
        try
        {
            container.Save(container.Record with { Name = taken });
        }
        catch (IOException)
        {
            parts.Containers.Release(taken, container.Id);
            throw;
        }

        parts.Containers.Release(old, container.Id);
        parts.Networking.Rename(container.Id, taken);
        container.Publish("rename", ("oldName", "/" + old));
    });

    /// <summary>Changes limits and restart policy; what is zero or null stays.</summary>
    /// <exception cref="DockerException">A limit or the policy can't be.</exception>
    public async Task<ContainerUpdateResponse> UpdateAsync(Container container, ContainerUpdateRequest request)
    {
        var warnings = CreateValidator.ValidateUpdate(request, request.RestartPolicy, parts.Machine);
        await container.RunAsync(async () =>
        {
            var host = container.Record.HostConfig;
            if (container.Life.Status is ContainerStatus.Removing or ContainerStatus.Dead)
            {
                throw new DockerException(DockerErrorKind.Conflict, "Cannot update container " + container.Id + ": Container is marked for removal and cannot be \"update\".");
            }

            if (host.AutoRemove && request.RestartPolicy is { Name: not ("" or "no") })
            {
                throw new DockerException(
                    DockerErrorKind.Conflict, $"Cannot update container {container.Id}: Restart policy cannot be updated because AutoRemove is enabled for the container");
            }

            var updated = ResourceMerge.Apply(host, request);
            if (ResourceChecks.Check(updated, parts.Machine) is { } sentence)
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, $"Cannot update container {container.Id}: {sentence}");
            }

            if (container.Life.IsSupervised)
            {
                await TellAsync(container, updated, request.RestartPolicy is { Name.Length: > 0 }).ConfigureAwait(false);
            }

            container.Save(container.Record with { HostConfig = updated });
            container.Publish("update");
        }).ConfigureAwait(false);
        return new ContainerUpdateResponse { Warnings = warnings };
    }

    private async Task TellAsync(Container container, HostConfig updated, bool policy)
    {
        try
        {
            parts.Cgroups.Update(container.Record, updated);
            if (policy && container.Monitor is { } monitor)
            {
                await monitor.UpdateAsync(StartRequestBuilder.Restart(updated.RestartPolicy)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or MonitorException)
        {
            throw new DockerException(DockerErrorKind.System, $"Cannot update container {container.Id}: {e.Message}", e);
        }
    }

    private string Take(string name, string id)
    {
        try
        {
            string plain = ContainerNames.Check("/" + name.TrimStart('/'));
            parts.Containers.Reserve(plain, id);
            return plain;
        }
        catch (DockerException e)
        {
            throw new DockerException(e.Kind, $"Error when allocating new name: {e.Message}", e);
        }
    }
}

using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Makes images of containers.</summary>
internal sealed class ContainerCommitter(EngineParts parts)
{
    /// <summary>Makes an image and gives its id.</summary>
    /// <exception cref="DockerException">The container isn't there, or a name or change can't be.</exception>
    public async Task<string> CommitAsync(ImageCommitRequest request, CancellationToken cancel)
    {
        var container = parts.Containers.Get(request.Container);
        try
        {
            var name = request.Repository.Length > 0 ? ImageReferences.WithTag(request.Repository, request.Tag) : null;
            var record = container.Record;
            var config = ConfigChanges.Apply(Overlay(record.Config, request.Config), request.Changes);
            var image = await container.RunAsync(() => CommitAsync(container, new ImageCommit
            {
                Parent = record.ImageId.Length > 0 ? record.ImageId : null,
                Snapshot = record.SnapshotId,
                Config = ImageConfigs.FromContainer(config),
                History = new OciHistory
                {
                    Created = parts.Time.GetUtcNow(),
                    CreatedBy = string.Join(' ', record.CommandLine),
                    Author = request.Author.Length > 0 ? request.Author : null,
                    Comment = request.Comment.Length > 0 ? request.Comment : null,
                },
                Author = request.Author.Length > 0 ? request.Author : null,
                Name = name,
            }, request.Pause, cancel)).ConfigureAwait(false);
            ImageEvents.Publish(parts.Events, image, "create", image.Id);
            if (name is not null)
            {
                ImageEvents.Publish(parts.Events, image, "tag", name.Familiar);
            }

            container.Publish("commit", ("comment", request.Comment), ("imageID", image.Id), ("imageRef", name?.Familiar ?? ""));
            return image.Id;
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }

    private async Task<StoredImage> CommitAsync(Container container, ImageCommit commit, bool pause, CancellationToken cancel)
    {
        bool paused = pause && container.Life.Status == ContainerStatus.Running;
        if (paused)
        {
            await parts.Cgroups.FreezeAsync(container.Record, frozen: true, cancel).ConfigureAwait(false);
        }

        try
        {
            return await parts.Images.CommitAsync(commit, cancel).ConfigureAwait(false);
        }
        finally
        {
            if (paused)
            {
                await parts.Cgroups.FreezeAsync(container.Record, frozen: false, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    // What the request says replaces the container's; what only belongs to the container stays behind.
    private static ContainerConfig Overlay(ContainerConfig own, ContainerConfig? asked)
    {
        var plain = own with { Hostname = "", Domainname = "", Image = "", AttachStdin = false, AttachStdout = false, AttachStderr = false };
        return asked is null
            ? plain
            : plain with
            {
                User = asked.User.Length > 0 ? asked.User : plain.User,
                ExposedPorts = asked.ExposedPorts ?? plain.ExposedPorts,
                Env = asked.Env is { Count: > 0 } ? ContainerEnvironment.Override(plain.Env ?? [], asked.Env) : plain.Env,
                Cmd = asked.Cmd is { Count: > 0 } ? asked.Cmd : plain.Cmd,
                Entrypoint = asked.Entrypoint is { Count: > 0 } ? asked.Entrypoint : plain.Entrypoint,
                Volumes = asked.Volumes ?? plain.Volumes,
                WorkingDir = asked.WorkingDir.Length > 0 ? asked.WorkingDir : plain.WorkingDir,
                Labels = asked.Labels is { Count: > 0 } labels ? Merge(plain.Labels, labels) : plain.Labels,
                Healthcheck = asked.Healthcheck ?? plain.Healthcheck,
            };
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string>? own, IReadOnlyDictionary<string, string> asked)
    {
        var merged = new Dictionary<string, string>(own ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (name, value) in asked)
        {
            merged[name] = value;
        }

        return merged;
    }
}

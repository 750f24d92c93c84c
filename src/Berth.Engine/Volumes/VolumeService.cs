using Berth.Docker;

namespace Berth.Engine;

/// <summary>The waist's volumes: the store's, with what containers make of them.</summary>
internal sealed class VolumeService(EngineParts parts) : IVolumes
{
    /// <inheritdoc/>
    public Task<VolumeList> ListAsync(Filters filters, CancellationToken cancel = default)
    {
        filters.Validate("dangling", "driver", "label", "name");
        bool? dangling = filters.Has("dangling") ? filters.GetBool("dangling", false) : null;
        var used = dangling is null ? null : Used();
        var volumes = parts.Volumes.All().Where(volume =>
            filters.MatchesPattern("name", volume.Name)
            && filters.Matches("driver", "local")
            && filters.MatchesLabels("label", volume.Labels)
            && (used is null || used.ContainsKey(volume.Name) != dangling));
        return Task.FromResult(new VolumeList { Volumes = [.. volumes.Select(Show)] });
    }

    /// <inheritdoc/>
    public Task<Volume> InspectAsync(string name, CancellationToken cancel = default) => Task.FromResult(Show(parts.Volumes.Get(name)));

    /// <inheritdoc/>
    public Task<Volume> CreateAsync(VolumeCreateRequest request, CancellationToken cancel = default)
    {
        bool named = request.Name is { Length: > 0 };
        var labels = named
            ? request.Labels
            : new Dictionary<string, string>(request.Labels ?? new Dictionary<string, string>()) { [VolumeRecord.AnonymousLabel] = "" };
        var (volume, made) = parts.Volumes.Create(named ? request.Name! : ContainerIds.New(), request.Driver ?? "", request.DriverOpts, labels);
        if (made)
        {
            VolumeEvents.Of(parts.Events, "create", volume.Name);
        }

        return Task.FromResult(Show(volume));
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string name, bool force = false, CancellationToken cancel = default)
    {
        if (parts.Volumes.Find(name) is null && force)
        {
            return Task.CompletedTask;
        }

        _ = parts.Volumes.Get(name);
        var (removed, users) = parts.Volumes.Remove(name, UsersOf);
        if (users.Count > 0)
        {
            throw new DockerException(DockerErrorKind.Conflict, $"remove {name}: volume is in use - [{string.Join(", ", users)}]");
        }

        if (removed)
        {
            VolumeEvents.Of(parts.Events, "destroy", name);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<VolumesPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default) => Task.Run(() => Prune(filters, cancel), cancel);

    /// <summary>As inspect shows it.</summary>
    public Volume Show(VolumeRecord volume) => new()
    {
        CreatedAt = volume.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        Driver = "local",
        Labels = volume.Labels,
        Mountpoint = parts.Volumes.DataFolder(volume.Name),
        Name = volume.Name,
        Options = volume.Options,
        Scope = "local",
    };

    /// <summary>The containers that use volumes, by volume.</summary>
    public Dictionary<string, List<string>> Used()
    {
        var used = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var container in parts.Containers.All())
        {
            foreach (var mount in container.Record.Mounts)
            {
                if (mount.Type != "volume")
                {
                    continue;
                }

                if (!used.TryGetValue(mount.Name, out var users))
                {
                    used[mount.Name] = users = [];
                }

                users.Add(container.Id);
            }
        }

        return used;
    }

    private IEnumerable<string> UsersOf(string name) => Used().GetValueOrDefault(name) ?? [];

    private VolumesPruneReport Prune(Filters filters, CancellationToken cancel)
    {
        filters.Validate("label", "label!", "all");
        bool all = filters.GetBool("all", false);
        var used = Used();
        var removed = new List<string>();
        long space = 0;
        foreach (var volume in parts.Volumes.All())
        {
            cancel.ThrowIfCancellationRequested();
            if (used.ContainsKey(volume.Name) || !(all || volume.IsAnonymous) || !PruneFilters.MatchesLabels(filters, volume.Labels))
            {
                continue;
            }

            long size = parts.Volumes.Size(volume.Name);
            if (parts.Volumes.Remove(volume.Name, UsersOf).Removed)
            {
                VolumeEvents.Of(parts.Events, "destroy", volume.Name);
                removed.Add(volume.Name);
                space += size;
            }
        }

        return new VolumesPruneReport { VolumesDeleted = removed.Count > 0 ? removed : null, SpaceReclaimed = space };
    }
}

using Berth.Docker;

namespace Berth.Testing;

/// <summary>The volumes of a <see cref="FakeEngine"/>.</summary>
public sealed class FakeVolumes : IVolumes
{
    private readonly FakeEngine _engine;
    private readonly Lock _lock = new();
    private readonly List<Volume> _all = [];

    internal FakeVolumes(FakeEngine engine) => _engine = engine;

    public Task<VolumeList> ListAsync(Filters filters, CancellationToken cancel = default)
    {
        filters.Validate("dangling", "driver", "label", "name");
        lock (_lock)
        {
            return Task.FromResult(new VolumeList
            {
                Volumes = [.. _all.Where(v => filters.MatchesPattern("name", v.Name) && filters.MatchesLabels("label", v.Labels))],
            });
        }
    }

    public Task<Volume> InspectAsync(string name, CancellationToken cancel = default) => Task.FromResult(Find(name));

    public Task<Volume> CreateAsync(VolumeCreateRequest request, CancellationToken cancel = default)
    {
        var name = string.IsNullOrEmpty(request.Name) ? FakeEngine.NewId() : request.Name;
        lock (_lock)
        {
            if (_all.Find(v => v.Name == name) is { } present)
            {
                return Task.FromResult(present);
            }

            var volume = new Volume
            {
                Name = name,
                Driver = string.IsNullOrEmpty(request.Driver) ? "local" : request.Driver,
                CreatedAt = DockerTimestamps.Format(_engine.Time.GetUtcNow()),
                Mountpoint = $"/var/lib/fake/volumes/{name}/_data",
                Scope = "local",
                Labels = request.Labels,
                Options = request.DriverOpts,
            };
            _all.Add(volume);
            return Task.FromResult(volume);
        }
    }

    public Task RemoveAsync(string name, bool force = false, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            if (force && !_all.Any(v => v.Name == name))
            {
                return Task.CompletedTask;
            }
        }

        var volume = Find(name);
        var users = _engine.Containers.All.Where(c => (c.Request.HostConfig.Mounts ?? []).Any(m => m.Source == name)).Select(c => c.Id).ToList();
        if (users.Count > 0)
        {
            throw FakeEngine.Conflict($"remove {name}: volume is in use - [{string.Join(", ", users)}]");
        }

        lock (_lock)
        {
            _all.Remove(volume);
        }

        return Task.CompletedTask;
    }

    public Task<VolumesPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default)
    {
        filters.Validate("label", "label!", "all");
        lock (_lock)
        {
            var gone = filters.GetBool("all", false) ? _all.ToList() : [];
            gone.ForEach(v => _all.Remove(v));
            return Task.FromResult(new VolumesPruneReport { VolumesDeleted = gone.Count == 0 ? null : [.. gone.Select(v => v.Name)] });
        }
    }

    internal void Ensure(string name) => CreateAsync(new VolumeCreateRequest { Name = name });

    private Volume Find(string name)
    {
        lock (_lock)
        {
            return _all.Find(v => v.Name == name) ?? throw FakeEngine.NotFound($"get {name}: no such volume");
        }
    }
}

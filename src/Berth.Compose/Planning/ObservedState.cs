using Berth.Docker;

namespace Berth.Compose;

/// <summary>What the engine has of a project at one moment, read once and compared with what the files say.</summary>
internal sealed record ObservedState
{
    /// <summary>All containers with the project's label, one-offs among them.</summary>
    public required IReadOnlyList<ObservedContainer> Containers { get; init; }

    /// <summary>Networks by name: the project's, and those that its files name.</summary>
    public IReadOnlyDictionary<string, Network> Networks { get; init; } = new Dictionary<string, Network>();

    /// <summary>Volumes by name.</summary>
    public IReadOnlyDictionary<string, Volume> Volumes { get; init; } = new Dictionary<string, Volume>();

    /// <summary>Images by the reference that the services use.</summary>
    public IReadOnlyDictionary<string, ImageInspect> Images { get; init; } = new Dictionary<string, ImageInspect>();

    /// <summary>The containers of a service, by number.</summary>
    public IEnumerable<ObservedContainer> Of(string service) => Containers.Where(c => !c.IsOneOff && c.Service == service).OrderBy(c => c.Number);
}

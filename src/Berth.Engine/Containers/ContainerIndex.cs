using System.Collections.Concurrent;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>All containers, found by id, unique prefix of an id, or name.</summary>
internal sealed class ContainerIndex
{
    private readonly ConcurrentDictionary<string, Container> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _idByName = new(StringComparer.Ordinal);

    /// <summary>All containers, the newest first.</summary>
    public IReadOnlyList<Container> All() => [.. _byId.Values.OrderByDescending(container => container.Record.Created)];

    /// <summary>The container that a text names, or null.</summary>
    /// <exception cref="DockerException">The text begins several ids.</exception>
    public Container? Find(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (_byId.TryGetValue(text, out var container))
        {
            return container;
        }

        string name = text.StartsWith('/') ? text[1..] : text;
        if (_idByName.TryGetValue(name, out string? id))
        {
            return _byId.GetValueOrDefault(id);
        }

        Container? found = null;
        foreach (var (key, candidate) in _byId)
        {
            if (key.StartsWith(text, StringComparison.Ordinal))
            {
                found = found is null
                    ? candidate
                    : throw new DockerException(DockerErrorKind.InvalidParameter, $"multiple IDs found with provided prefix: {text}");
            }
        }

        return found;
    }

    /// <summary>The container that a text names.</summary>
    /// <exception cref="DockerException">There is none, or several.</exception>
    public Container Get(string text) => Find(text) ?? throw Missing(text);

    /// <summary>The error for a container that isn't there.</summary>
    public static DockerException Missing(string text) => new(DockerErrorKind.NotFound, $"No such container: {text}");

    /// <summary>Takes a name for an id, before the container is there.</summary>
    /// <exception cref="DockerException">Conflict: another one has it.</exception>
    public void Reserve(string name, string id)
    {
        string owner = _idByName.GetOrAdd(name, id);
        if (owner != id)
        {
            throw new DockerException(
                DockerErrorKind.Conflict,
                $"Conflict. The container name \"/{name}\" is already in use by container \"{owner}\". "
                + "You have to remove (or rename) that container to be able to reuse that name.");
        }
    }

    /// <summary>Makes a name of the engine's own and takes it.</summary>
    public string ReserveRandom(string id, Random random)
    {
        for (int attempt = 0; ; attempt++)
        {
            string name = ContainerNames.Generate(random, numbered: attempt >= 6);
            if (_idByName.GetOrAdd(name, id) == id)
            {
                return name;
            }
        }
    }

    /// <summary>Gives a name back.</summary>
    public void Release(string name, string id) => _idByName.TryRemove(new KeyValuePair<string, string>(name, id));

    /// <summary>Adds a container whose name is taken already.</summary>
    public void Add(Container container) => _byId[container.Record.Id] = container;

    /// <summary>Takes a container and its name out.</summary>
    public void Remove(Container container)
    {
        _byId.TryRemove(container.Record.Id, out _);
        Release(container.Record.Name, container.Record.Id);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>
/// The engine's execs. They belong to connections of clients, so they end with the engine as far as anyone can ask for them; the processes go on.
/// </summary>
internal sealed class ExecRegistry(ContainerIndex containers, TimeProvider time)
{
    // Docker forgets an exec five minutes after its end.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, ExecInstance> _execs = new(StringComparer.Ordinal);

    /// <summary>Adds one, and forgets those that ended long ago.</summary>
    public void Add(ExecInstance exec)
    {
        var now = time.GetUtcNow();
        foreach (var (id, old) in _execs)
        {
            if (old.ExitCode is not null && now - old.EndedAt > Kept)
            {
                _execs.TryRemove(id, out _);
            }
        }

        _execs[exec.Id] = exec;
    }

    /// <summary>The exec of an id.</summary>
    /// <exception cref="DockerException">NotFound.</exception>
    public ExecInstance Get(string id)
    {
        if (_execs.TryGetValue(id, out var exec))
        {
            return exec;
        }

        var found = id.Length == 0 ? [] : _execs.Values.Where(one => one.Id.StartsWith(id, StringComparison.Ordinal)).Take(2).ToArray();
        return found is [var only] ? only : throw new DockerException(DockerErrorKind.NotFound, $"No such exec instance: {id}");
    }

    /// <summary>The ids of those of a container that run.</summary>
    public IReadOnlyList<string> Running(string containerId) =>
        _execs.IsEmpty ? [] : [.. _execs.Values.Where(exec => exec.ContainerId == containerId && exec.IsRunning).Select(exec => exec.Id)];

    /// <summary>One has ended.</summary>
    public void Ended(string id, int exitCode)
    {
        if (_execs.TryGetValue(id, out var exec) && exec.ExitCode is null)
        {
            exec.End(exitCode, time.GetUtcNow());
            containers.Find(exec.ContainerId)?.Publish(
                "exec_die", ("execID", id), ("exitCode", exitCode.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>A container has ended, and its execs with it.</summary>
    public void EndAll(string containerId)
    {
        foreach (string id in Running(containerId))
        {
            Ended(id, 137);
        }
    }

    /// <summary>A container is gone.</summary>
    public void Forget(string containerId)
    {
        foreach (var (id, exec) in _execs)
        {
            if (exec.ContainerId == containerId)
            {
                exec.End(137, time.GetUtcNow());
                _execs.TryRemove(id, out _);
            }
        }
    }
}

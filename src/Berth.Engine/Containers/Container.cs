using System.Threading.Channels;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>
/// One container. Its record and its life are immutable and swapped whole; only its loop swaps them, after they are on disk, and everybody may
/// read them. Whoever wants to change it posts what is to be done to the loop, which does one thing after another.
/// </summary>
internal sealed class Container
{
    private static readonly IReadOnlyDictionary<string, string> NoAttributes = new Dictionary<string, string>();

    private readonly Channel<Func<Task>> _inbox = Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly EventHub _events;
    private volatile ContainerRecord _record;
    private volatile ContainerLife _life;
    private volatile NetworkSettings? _network;
    private volatile IMonitorLink? _monitor;

    /// <summary>Makes the engine's side of a container that is on disk.</summary>
    public Container(ContainerRecord record, ContainerLife life, ContainerFiles files, EventHub events)
    {
        _record = record;
        _life = life;
        _events = events;
        Files = files;
        _ = RunLoopAsync();
    }

    /// <summary>What it is.</summary>
    public ContainerRecord Record => _record;

    /// <summary>What has become of it.</summary>
    public ContainerLife Life => _life;

    /// <summary>Its networks while it runs, or null.</summary>
    public NetworkSettings? Network
    {
        get => _network;
        set => _network = value;
    }

    /// <summary>The connection to its monitor while it has one.</summary>
    public IMonitorLink? Monitor
    {
        get => _monitor;
        set => _monitor = value;
    }

    /// <summary>Its files.</summary>
    public ContainerFiles Files { get; }

    /// <summary>Its id.</summary>
    public string Id => _record.Id;

    /// <summary>Those who wait for its end.</summary>
    public ContainerWaits Waits { get; } = new();

    /// <summary>Clients that attached before it was started, and those attached now.</summary>
    public ContainerAttachments Attachments { get; } = new();

    /// <summary>Counts its monitors: what an earlier one still has to tell is not about the present one. Changed by the loop only.</summary>
    public int MonitorNumber { get; set; }

    /// <summary>It is being restarted by request: its end doesn't remove it.</summary>
    public bool KeepAfterEnd { get; set; }

    /// <summary>A stop that is under way; touched by the loop only.</summary>
    public PendingStop? Stopping { get; set; }

    /// <summary>Does something in the loop: nothing else changes the container meanwhile.</summary>
    /// <exception cref="DockerException">NotFound: it is gone.</exception>
    public Task<T> RunAsync<T>(Func<Task<T>> act)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool posted = _inbox.Writer.TryWrite(async () =>
        {
            try
            {
                done.SetResult(await act().ConfigureAwait(false));
            }
#pragma warning disable CA1031 // Whoever asked gets every failure, whatever it is.
            catch (Exception e)
#pragma warning restore CA1031
            {
                done.SetException(e);
            }
        });
        if (!posted)
        {
            done.SetException(ContainerIndex.Missing(Id));
        }

        return done.Task;
    }

    /// <summary>Does something in the loop.</summary>
    public Task RunAsync(Func<Task> act) => RunAsync(async () =>
    {
        await act().ConfigureAwait(false);
        return true;
    });

    /// <summary>Does something in the loop that doesn't wait.</summary>
    public Task RunAsync(Action act) => RunAsync(() =>
    {
        act();
        return Task.FromResult(true);
    });

    /// <summary>Ends the loop after what was posted: the container is gone.</summary>
    public void End() => _inbox.Writer.TryComplete();

    /// <summary>Writes a new record and makes it the container's. In the loop only.</summary>
    public void Save(ContainerRecord record)
    {
        AtomicFile.Write(Files.Config, ContainerRecordJson.Write(record).Span);
        _record = record;
    }

    /// <summary>Writes a new life and makes it the container's. In the loop only.</summary>
    public void Save(ContainerLife life)
    {
        AtomicFile.Write(Files.Life, ContainerLifeJson.Write(life).Span);
        _life = life;
    }

    /// <summary>Makes a life the container's that need not be on disk, as the monitor's record has it. In the loop only.</summary>
    public void Show(ContainerLife life) => _life = life;

    /// <summary>Makes a legal move: the new life is on disk, then the move's event is published. In the loop only.</summary>
    /// <param name="trigger">What has happened.</param>
    /// <param name="life">The life with what it brought; its status is the table's.</param>
    /// <param name="attributes">More for the event.</param>
    /// <exception cref="InvalidOperationException">The move isn't legal: a bug.</exception>
    public void Move(ContainerTrigger trigger, ContainerLife life, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var move = Lifecycle.Next(_life.Status, trigger)
            ?? throw new InvalidOperationException($"container {Id} is {Lifecycle.Word(_life.Status)}: {trigger} can't happen to it");
        Save(life with { Status = move.To });
        if (move.Event is { } action)
        {
            Publish(action, attributes);
        }
    }

    /// <summary>Publishes an event about this container: its labels, image and name, and more.</summary>
    public void Publish(string action, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var record = _record;
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in record.Config.Labels ?? NoAttributes)
        {
            attributes[name] = value;
        }

        attributes["image"] = record.Config.Image;
        attributes["name"] = record.Name;
        foreach (var (name, value) in more)
        {
            attributes[name] = value;
        }

        _events.Publish("container", action, record.Id, attributes);
    }

    private async Task RunLoopAsync()
    {
        await foreach (var act in _inbox.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await act().ConfigureAwait(false);
        }
    }
}

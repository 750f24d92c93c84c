using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>What happened in the engine: the last 256 events, and those who listen for the next ones.</summary>
internal sealed class EventHub(TimeProvider time)
{
    private const int HistoryLength = 256;

    // A listener that is so far behind is cut off: events are never dropped in the middle, and nobody waits for a reader.
    private const int ListenerBacklog = 16_384;

    private readonly Lock _lock = new();
    private readonly EventMessage[] _history = new EventMessage[HistoryLength];
    private readonly List<Channel<EventMessage>> _listeners = [];
    private long _count;
    private long _lastTime;

    /// <summary>How many listen now.</summary>
    public int Listeners
    {
        get
        {
            lock (_lock)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>Publishes an event. What it tells of is on disk already.</summary>
    /// <param name="type">container, image, network, volume, daemon or builder.</param>
    /// <param name="action">What happened.</param>
    /// <param name="id">The id of what it happened to.</param>
    /// <param name="attributes">More about it.</param>
    public void Publish(string type, string action, string id, IReadOnlyDictionary<string, string> attributes)
    {
        lock (_lock)
        {
            // Later events have later times, also where the clock is coarse: clients go on from the last time that they saw.
            long nanos = Math.Max(DockerTimestamps.ToNanos(time.GetUtcNow()), _lastTime + 1);
            _lastTime = nanos;
            var message = Message(type, action, id, attributes, nanos);
            _history[_count++ % HistoryLength] = message;
            for (int i = _listeners.Count - 1; i >= 0; i--)
            {
                if (!_listeners[i].Writer.TryWrite(message))
                {
                    _listeners[i].Writer.TryComplete(new DockerException(DockerErrorKind.System, "events came faster than they were read"));
                    _listeners.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>Listens; what is published after this call is in the sequence.</summary>
    public IAsyncEnumerable<EventMessage> Listen(EventsOptions options, CancellationToken cancel)
    {
        long now = DockerTimestamps.ToNanos(time.GetUtcNow());
        bool pastOnly = options.Until is { } until && until <= now;
        Channel<EventMessage>? channel = pastOnly ? null : Channel.CreateBounded<EventMessage>(ListenerBacklog);
        List<EventMessage> past = [];
        lock (_lock)
        {
            if (options.Since is not null || pastOnly)
            {
                past = History(options.Since ?? 0, options.Until ?? long.MaxValue);
            }

            if (channel is not null)
            {
                _listeners.Add(channel);
            }
        }

        return ReadAsync(past, channel, options, cancel);
    }

    private List<EventMessage> History(long since, long until)
    {
        List<EventMessage> found = [];
        for (long i = Math.Max(0, _count - HistoryLength); i < _count; i++)
        {
            var message = _history[i % HistoryLength];
            if (message.TimeNano >= since && message.TimeNano <= until)
            {
                found.Add(message);
            }
        }

        return found;
    }

    private async IAsyncEnumerable<EventMessage> ReadAsync(
        List<EventMessage> past, Channel<EventMessage>? channel, EventsOptions options, [EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            foreach (var message in past)
            {
                if (EventFilter.Matches(options.Filters, message))
                {
                    yield return message;
                }
            }

            if (channel is null)
            {
                yield break;
            }

            using var timer = EndAt(options.Until, channel);
            await foreach (var message in channel.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
            {
                if (EventFilter.Matches(options.Filters, message))
                {
                    yield return message;
                }
            }
        }
        finally
        {
            if (channel is not null)
            {
                lock (_lock)
                {
                    _listeners.Remove(channel);
                }
            }
        }
    }

    private ITimer? EndAt(long? until, Channel<EventMessage> channel)
    {
        if (until is not { } nanos)
        {
            return null;
        }

        var left = DockerTimestamps.FromNanos(nanos) - time.GetUtcNow();
        var due = left < TimeSpan.Zero ? TimeSpan.Zero : left > TimeSpan.FromDays(40) ? TimeSpan.FromDays(40) : left;
        return time.CreateTimer(static state => ((Channel<EventMessage>)state!).Writer.TryComplete(), channel, due, Timeout.InfiniteTimeSpan);
    }

    private static EventMessage Message(string type, string action, string id, IReadOnlyDictionary<string, string> attributes, long nanos)
    {
        bool old = type is "container" or "image";
        return new EventMessage
        {
            Status = old ? action : null,
            Id = old ? id : null,
            From = type == "container" && attributes.TryGetValue("image", out string? image) ? image : null,
            Type = type,
            Action = action,
            Actor = new EventActor { ID = id, Attributes = attributes },
            Scope = "local",
            Time = nanos / 1_000_000_000,
            TimeNano = nanos,
        };
    }
}

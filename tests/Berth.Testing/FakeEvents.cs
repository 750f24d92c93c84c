using System.Threading.Channels;
using Berth.Docker;

namespace Berth.Testing;

/// <summary>What happened in a <see cref="FakeEngine"/>, and who wants to know.</summary>
public sealed class FakeEvents(TimeProvider time)
{
    private static readonly string[] Actors = ["container", "image", "network", "volume"];

    private readonly Lock _lock = new();
    private readonly List<EventMessage> _past = [];
    private readonly List<Channel<EventMessage>> _subscribers = [];

    /// <summary>All that happened.</summary>
    public IReadOnlyList<EventMessage> Past
    {
        get
        {
            lock (_lock)
            {
                return [.. _past];
            }
        }
    }

    internal void Add(string type, string action, string id, IReadOnlyDictionary<string, string> attributes)
    {
        var nanos = DockerTimestamps.ToNanos(time.GetUtcNow());
        var message = new EventMessage
        {
            Type = type,
            Action = action,
            Status = type == "container" ? action : null,
            Id = type == "container" ? id : null,
            From = type == "container" ? attributes.GetValueOrDefault("image") : null,
            Actor = new EventActor { ID = id, Attributes = attributes },
            Scope = "local",
            Time = nanos / 1_000_000_000,
            TimeNano = nanos,
        };
        lock (_lock)
        {
            _past.Add(message);
            _subscribers.ForEach(s => s.Writer.TryWrite(message));
        }
    }

    internal IAsyncEnumerable<EventMessage> Subscribe(EventsOptions options, CancellationToken cancel)
    {
        options.Filters.Validate("config", "container", "daemon", "event", "image", "label", "network", "node", "plugin", "scope", "secret", "service", "type", "volume");
        var channel = Channel.CreateUnbounded<EventMessage>();
        lock (_lock)
        {
            foreach (var message in _past.Where(m => options.Since is { } since && m.TimeNano >= since))
            {
                channel.Writer.TryWrite(message);
            }

            _subscribers.Add(channel);
        }

        if (options.Until is { } until)
        {
            var left = DockerTimestamps.FromNanos(until) - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                channel.Writer.TryComplete();
            }
            else
            {
                _ = Task.Delay(left, time, cancel).ContinueWith(_ => channel.Writer.TryComplete(), TaskScheduler.Default);
            }
        }

        return ReadAsync(channel, options.Filters, cancel);
    }

    private static bool Matches(EventMessage message, Filters filters) =>
        filters.Matches("type", message.Type)
        && filters.MatchesPrefix("event", message.Action)
        && filters.MatchesLabels("label", message.Actor.Attributes)
        && Actors.All(type => !filters.Has(type) || (message.Type == type && IsNamed(message, filters[type])));

    private static bool IsNamed(EventMessage message, IReadOnlyList<string> names) =>
        names.Contains(message.Actor.ID) || (message.Actor.Attributes.TryGetValue("name", out var name) && names.Contains(name));

    private async IAsyncEnumerable<EventMessage> ReadAsync(
        Channel<EventMessage> channel, Filters filters, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            await foreach (var message in channel.Reader.ReadAllAsync(cancel))
            {
                if (Matches(message, filters))
                {
                    yield return message;
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _subscribers.Remove(channel);
            }
        }
    }
}

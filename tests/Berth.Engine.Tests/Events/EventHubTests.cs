using Berth.Docker;

namespace Berth.Engine.Tests;

public class EventHubTests
{
    private static readonly Dictionary<string, string> Web = new() { ["name"] = "web", ["image"] = "nginx:1", ["tier"] = "front" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listener_gets_what_is_published_after_it_began()
    {
        var hub = new EventHub(TimeProvider.System);
        hub.Publish("container", "create", "1", Web);
        var events = hub.Listen(new EventsOptions(), Cancel);
        hub.Publish("container", "start", "1", Web);

        Assert.Equal("start", (await FirstAsync(events)).Action);
    }

    [Fact]
    public async Task The_past_comes_where_it_is_asked_for()
    {
        var hub = new EventHub(TimeProvider.System);
        for (int i = 0; i < 300; i++)
        {
            hub.Publish("container", $"a{i}", "1", Web);
        }

        var past = new List<string>();
        await foreach (var message in hub.Listen(new EventsOptions { Since = 0, Until = DockerTimestamps.ToNanos(DateTimeOffset.UtcNow) }, Cancel))
        {
            past.Add(message.Action);
        }

        Assert.Equal(256, past.Count);
        Assert.Equal("a44", past[0]);
        Assert.Equal("a299", past[^1]);
    }

    [Fact]
    public async Task Times_rise_even_on_a_clock_that_stands_still()
    {
        var hub = new EventHub(new StandingClock());
        hub.Publish("network", "create", "n", new Dictionary<string, string>());
        hub.Publish("network", "destroy", "n", new Dictionary<string, string>());
        var times = new List<long>();
        await foreach (var message in hub.Listen(new EventsOptions { Since = 0 }, Cancel))
        {
            Assert.Null(message.Status);
            times.Add(message.TimeNano);
            if (times.Count == 2)
            {
                break;
            }
        }

        Assert.True(times[1] > times[0]);
    }

    [Fact]
    public async Task Containers_events_carry_what_old_clients_read()
    {
        var hub = new EventHub(TimeProvider.System);
        hub.Publish("container", "start", "abc", Web);

        var message = Assert.Single(await PastAsync(hub));

        Assert.Equal(("start", "abc", "nginx:1", "local"), (message.Status, message.Id, message.From, message.Scope));
        Assert.Equal(message.TimeNano / 1_000_000_000, message.Time);
    }

    [Theory]
    [InlineData("type", "container", true)]
    [InlineData("type", "image", false)]
    [InlineData("event", "start", true)]
    [InlineData("event", "die", false)]
    [InlineData("container", "web", true)]
    [InlineData("container", "abc", true)]
    [InlineData("container", "ab", true)]
    [InlineData("container", "other", false)]
    [InlineData("image", "nginx", true)]
    [InlineData("image", "nginx:1", true)]
    [InlineData("image", "redis", false)]
    [InlineData("label", "tier=front", true)]
    [InlineData("label", "tier=back", false)]
    [InlineData("network", "web", false)]
    [InlineData("scope", "local", true)]
    public async Task Filters_are_Dockers(string key, string value, bool matches)
    {
        var hub = new EventHub(TimeProvider.System);
        hub.Publish("container", "start", "abcdef", Web);

        Assert.Equal(matches, (await PastAsync(hub, Filters.Empty.With(key, value))).Count == 1);
    }

    [Fact]
    public async Task An_action_with_a_text_is_found_by_its_first_word()
    {
        var hub = new EventHub(TimeProvider.System);
        hub.Publish("container", "health_status: healthy", "abc", Web);

        Assert.Single(await PastAsync(hub, Filters.Empty.With("event", "health_status")));
        Assert.Single(await PastAsync(hub, Filters.Empty.With("event", "health_status: healthy")));
        Assert.Empty(await PastAsync(hub, Filters.Empty.With("event", "health_status: unhealthy")));
    }

    [Fact]
    public async Task A_listener_that_leaves_is_forgotten()
    {
        var hub = new EventHub(TimeProvider.System);
        using (var left = new CancellationTokenSource())
        {
            var events = hub.Listen(new EventsOptions(), left.Token);
            Assert.Equal(1, hub.Listeners);
            await left.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FirstAsync(events));
        }

        Assert.Equal(0, hub.Listeners);
    }

    private static async Task<EventMessage> FirstAsync(IAsyncEnumerable<EventMessage> events)
    {
        await foreach (var message in events)
        {
            return message;
        }

        throw new InvalidOperationException("no event");
    }

    private static async Task<List<EventMessage>> PastAsync(EventHub hub, Filters? filters = null)
    {
        var past = new List<EventMessage>();
        var options = new EventsOptions { Since = 0, Until = DockerTimestamps.ToNanos(DateTimeOffset.UtcNow), Filters = filters ?? Filters.Empty };
        await foreach (var message in hub.Listen(options, Cancel))
        {
            past.Add(message);
        }

        return past;
    }

    private sealed class StandingClock : TimeProvider
    {
        public static DateTimeOffset Now { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

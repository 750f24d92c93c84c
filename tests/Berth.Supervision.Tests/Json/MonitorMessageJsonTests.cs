using System.Buffers;
using System.Text.Json;

namespace Berth.Supervision.Tests;

public class MonitorMessageJsonTests
{
    public static TheoryData<MonitorRequest> AllRequests =>
    [
        new MonitorRequest.Hello(),
        new MonitorRequest.Start(),
        new MonitorRequest.Attach(true, false, true),
        new MonitorRequest.Resize(24, 80),
        new MonitorRequest.Signal(15, true),
        new MonitorRequest.Stop(15, 10),
        new MonitorRequest.Stop(0, null),
        new MonitorRequest.Exec("e1", Requests.Process, true),
        new MonitorRequest.ExecSignal("e1", 9),
        new MonitorRequest.Update(new RestartRequest { Policy = "always", MaximumRetries = 2 }),
        new MonitorRequest.PauseHealth(true),
        new MonitorRequest.Resolver(new ResolverRequest { Tables = ["/t"], Upstreams = ["9.9.9.9"], Internal = true }),
        new MonitorRequest.Resolver(null),
        new MonitorRequest.Ports([new HeldPort("tcp", "10.0.0.2", 80)]),
        new MonitorRequest.Namespace(),
        new MonitorRequest.Watch(),
    ];

    public static TheoryData<MonitorEvent> AllEvents =>
    [
        new MonitorEvent.Started(Requests.Record),
        new MonitorEvent.Exited(Requests.Record),
        new MonitorEvent.Restarting(Requests.Record, TimeSpan.FromMilliseconds(200)),
        new MonitorEvent.HealthChecked(Requests.Record, true),
        new MonitorEvent.ExecExited("e1", 137),
        new MonitorEvent.OutOfMemory(),
        new MonitorEvent.Warned("the log is full"),
    ];

    [Fact]
    public void Every_kind_of_request_and_event_is_tested()
    {
        Assert.Equal(typeof(MonitorRequest).GetNestedTypes().Length, AllRequests.Select(r => r.Data.GetType()).Distinct().Count());
        Assert.Equal(typeof(MonitorEvent).GetNestedTypes().Length, AllEvents.Select(r => r.Data.GetType()).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(AllRequests), DisableDiscoveryEnumeration = true)]
    public void Requests_survive(MonitorRequest request)
    {
        MonitorRequest? read = MonitorRequestJson.Parse(Bytes(w => MonitorRequestJson.Write(w, request, 42)), out long number, out _);
        Assert.Equal(42, number);
        Assert.Equal(Reflected(request), Reflected(read!));
    }

    [Theory]
    [MemberData(nameof(AllEvents), DisableDiscoveryEnumeration = true)]
    public void Events_survive(MonitorEvent message)
    {
        (MonitorReply? reply, MonitorEvent? read) = MonitorMessageJson.Parse(Bytes(w => MonitorMessageJson.Write(w, message)));
        Assert.Null(reply);
        Assert.Equal(Reflected(message), Reflected(read!));
    }

    [Fact]
    public void Replies_survive()
    {
        foreach (MonitorErrorKind kind in Enum.GetValues<MonitorErrorKind>().Where(k => k != MonitorErrorKind.Gone))
        {
            var reply = new MonitorReply { Number = 7, Pid = 12, Error = new MonitorError(kind, "mount /proc", 13, "no"), Record = Requests.Record, Warnings = ["w"] };
            (MonitorReply? read, _) = MonitorMessageJson.Parse(Bytes(w => MonitorMessageJson.Write(w, reply)));
            Assert.Equal(Reflected(reply), Reflected(read!));
        }
    }

    [Fact]
    public void Unknown_requests_and_events_are_told_apart_from_broken_ones()
    {
        Assert.Null(MonitorRequestJson.Parse("""{"version":9,"n":3,"request":"dance","to":["x"]}"""u8, out long number, out string name));
        Assert.Equal((3, "dance"), (number, name));
        Assert.Equal((null, null), MonitorMessageJson.Parse("""{"event":"danced"}"""u8));
        Assert.ThrowsAny<JsonException>(() => MonitorRequestJson.Parse("""{"request":"exec"}"""u8, out _, out _));
    }

    [Fact]
    public void A_record_survives()
    {
        MonitorRecord read = MonitorRecordJson.Parse(Bytes(w => MonitorRecordJson.Write(w, Requests.Record)));
        Assert.Equal(Reflected(Requests.Record), Reflected(read));
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static string Reflected(object value) => JsonSerializer.Serialize(value, value.GetType());
}

using System.Net;
using Berth.Linux;

namespace Berth.Monitor.Tests;

public class ForwarderTests : IForwarding
{
    private readonly List<(int Server, byte[] Query)> _asked = [];
    private readonly List<(InetEndpoint Client, byte[] Message)> _answers = [];
    private readonly HashSet<int> _dead = [];
    private readonly Clock _clock = new();
    private ushort _id = 100;

    [Fact]
    public void A_query_goes_out_under_another_number_and_the_answer_comes_back_under_its_own()
    {
        var forwarder = new Forwarder(this, 2, _clock);
        Forward(forwarder, "a.example", id: 7);
        Assert.Equal((0, 101), (_asked[0].Server, Id(_asked[0].Query)));
        forwarder.Answered(0, Reply(_asked[0].Query), cut: false);
        Assert.Equal((Client(1), 7), (_answers[0].Client, Id(_answers[0].Message)));
        Assert.Equal((0, null), (forwarder.Count, forwarder.Next));
    }

    [Fact]
    public void Answers_that_nobody_asked_for_are_passed_over()
    {
        var forwarder = new Forwarder(this, 2, _clock);
        Forward(forwarder, "a.example");
        byte[] good = Reply(_asked[0].Query);
        forwarder.Answered(1, [.. good], cut: false);                                  // of a server that wasn't asked
        byte[] other = [.. good];
        other[1]++;
        forwarder.Answered(0, other, cut: false);                                      // another number
        byte[] name = [.. good];
        name[13] = (byte)'b';
        forwarder.Answered(0, name, cut: false);                                       // another question
        forwarder.Answered(0, [.. _asked[0].Query], cut: false);                       // no answer
        for (int i = 0; i < 12 + 15; i++)
        {
            forwarder.Answered(0, good.AsSpan(0, i), cut: false);                            // torn
        }
        Assert.Empty(_answers);
        forwarder.Answered(0, good, cut: false);
        Assert.Single(_answers);
        forwarder.Answered(0, good, cut: false);                                       // a second time
        Assert.Single(_answers);
    }

    [Fact]
    public void A_silent_server_is_followed_by_the_next_and_may_still_answer()
    {
        var forwarder = new Forwarder(this, 2, _clock);
        Forward(forwarder, "a.example");
        Assert.Equal(2000, forwarder.Next);
        _clock.Pass(1999);
        forwarder.Expire();
        Assert.Single(_asked);
        _clock.Pass(1);
        forwarder.Expire();
        Assert.Equal(1, _asked[1].Server);
        forwarder.Answered(0, Reply(_asked[0].Query), cut: false);
        Assert.Single(_answers);
    }

    [Fact]
    public void After_four_seconds_it_has_failed()
    {
        foreach (int servers in (int[])[1, 2, 3])
        {
            _answers.Clear();
            _asked.Clear();
            var forwarder = new Forwarder(this, servers, _clock);
            Forward(forwarder, "a.example", id: 9);
            for (int i = 0; i < 4000; i += 50)
            {
                Assert.Empty(_answers);
                _clock.Pass(50);
                forwarder.Expire();
            }
            Assert.Equal((9, 2), (Id(_answers[0].Message), DnsText.Code(_answers[0].Message)));
            Assert.Equal(Math.Max(servers, 2), _asked.Count);
            Assert.Equal(servers, _asked.Select(a => a.Server).Distinct().Count());
        }
    }

    [Fact]
    public void A_server_that_fails_or_cannot_be_reached_is_followed_at_once()
    {
        var forwarder = new Forwarder(this, 3, _clock);
        Forward(forwarder, "a.example");
        forwarder.Answered(0, Reply(_asked[0].Query, code: 5), cut: false);
        Assert.Equal(1, _asked[1].Server);
        forwarder.Unreachable(1);
        Assert.Equal(2, _asked[2].Server);
        forwarder.Answered(2, Reply(_asked[2].Query, code: 2), cut: false);            // the last one's word counts
        Assert.Equal(2, DnsText.Code(_answers[0].Message));
        _dead.UnionWith([0, 1, 2]);
        Forward(forwarder, "b.example");
        Assert.Equal((2, 2, 0), (_answers.Count, DnsText.Code(_answers[1].Message), forwarder.Count));
    }

    [Fact]
    public void When_there_are_too_many_the_oldest_fails()
    {
        var forwarder = new Forwarder(this, 1, _clock);
        for (int i = 0; i < Forwarder.Most + 2; i++)
        {
            Forward(forwarder, $"n{i}.example", id: (ushort)i);
        }
        Assert.Equal([0, 1], _answers.Select(a => Id(a.Message)));
        Assert.Equal(Forwarder.Most, forwarder.Count);
        foreach ((int server, byte[] query) in _asked.Skip(2).Reverse())
        {
            forwarder.Answered(server, Reply(query), cut: false);
        }
        Assert.Equal(Forwarder.Most + 2, _answers.Select(a => Id(a.Message)).Distinct().Count());
        Assert.Equal(0, forwarder.Count);
    }

    [Fact]
    public void An_answer_that_was_cut_says_so()
    {
        var forwarder = new Forwarder(this, 1, _clock);
        Forward(forwarder, "a.example");
        forwarder.Answered(0, [.. Reply(_asked[0].Query), .. new byte[100]], cut: true);
        Assert.Equal((_asked[0].Query.Length, 2), (_answers[0].Message.Length, _answers[0].Message[2] & 2));
    }

    bool IForwarding.Ask(int server, ReadOnlySpan<byte> query)
    {
        _asked.Add((server, query.ToArray()));
        return !_dead.Contains(server);
    }

    void IForwarding.Answer(InetEndpoint client, ReadOnlySpan<byte> message) => _answers.Add((client, message.ToArray()));

    ushort IForwarding.NextId() => ++_id;

    private static void Forward(Forwarder forwarder, string name, ushort id = 1)
    {
        byte[] query = DnsText.Query(name, id: id);
        forwarder.Forward(Client(1), query, query.Length);
    }

    private static InetEndpoint Client(int port) => new(IPAddress.Loopback, port);

    private static int Id(byte[] message) => (message[0] << 8) | message[1];

    private static byte[] Reply(byte[] query, int code = 0)
    {
        byte[] reply = [.. query];
        (reply[2], reply[3]) = (0x81, (byte)(0x80 | code));
        return reply;
    }

    private sealed class Clock : TimeProvider
    {
        private long _milliseconds = 1_000_000;

        public override long TimestampFrequency => 1000;

        public void Pass(int milliseconds) => _milliseconds += milliseconds;

        public override long GetTimestamp() => _milliseconds;
    }
}

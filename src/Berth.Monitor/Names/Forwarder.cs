using System.Buffers.Binary;
using Berth.Linux;

namespace Berth.Monitor;

/// <summary>
/// The queries by UDP that wait for the answer of a server. One that doesn't answer, or says that it can't, is followed by the next; after <see cref="GiveUp"/>
/// the client is told that it failed. When there are too many the oldest fails.
/// </summary>
internal sealed class Forwarder(IForwarding outside, int servers, TimeProvider clock)
{
    /// <summary>How many queries may wait.</summary>
    public const int Most = 128;

    /// <summary>After so many milliseconds a client is told that there is no answer: before its own patience ends (5 s in glibc, musl and Go).</summary>
    public const int GiveUp = 4000;

    private Waiting[] _waiting = new Waiting[8];
    private long _order;

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>When to call <see cref="Expire"/>, in milliseconds from now; null: nothing waits.</summary>
    public int? Next
    {
        get
        {
            long next = long.MaxValue;
            foreach (ref Waiting waiting in _waiting.AsSpan())
            {
                next = waiting.Length > 0 ? Math.Min(next, waiting.Deadline) : next;
            }
            return next == long.MaxValue ? null : (int)Math.Max(next - Now, 0);
        }
    }

    private long Now => clock.GetTimestamp() / (clock.TimestampFrequency / 1000);

    // Two servers get 2 s each, one is asked twice; more share the time.
    private int Patience => GiveUp / Math.Clamp(servers, 2, 4);

    /// <summary>Asks the servers for a client.</summary>
    public void Forward(InetEndpoint client, ReadOnlySpan<byte> query, int questionEnd)
    {
        int free = Free();   // before the array is looked at: it may grow
        ref Waiting waiting = ref _waiting[free];
        if (waiting.Query is null || waiting.Query.Length < query.Length)
        {
            waiting.Query = new byte[(query.Length + 127) & ~127];
        }
        query.CopyTo(waiting.Query);
        Count++;
        waiting.ClientId = BinaryPrimitives.ReadUInt16BigEndian(query);
        waiting.Id = UnusedId();
        BinaryPrimitives.WriteUInt16BigEndian(waiting.Query, waiting.Id);
        (waiting.Client, waiting.Length, waiting.QuestionEnd, waiting.Attempts, waiting.Asked) = (client, query.Length, questionEnd, 0, 0);
        (waiting.Order, waiting.End) = (++_order, Now + GiveUp);
        AskNext(ref waiting);
    }

    /// <summary>A server's answer; anything that answers nothing is passed over.</summary>
    /// <param name="server">Whose socket it came by.</param>
    /// <param name="message">The answer. Is changed.</param>
    /// <param name="cut">There was more of it.</param>
    public void Answered(int server, Span<byte> message, bool cut)
    {
        if (message.Length < DnsQuestion.HeaderLength || (message[2] & 0x80) == 0)
        {
            return;
        }
        ushort id = BinaryPrimitives.ReadUInt16BigEndian(message);
        foreach (ref Waiting waiting in _waiting.AsSpan())
        {
            if (waiting.Length > 0 && waiting.Id == id && (waiting.Asked & (1u << server)) != 0 && IsOf(waiting, message))
            {
                Take(ref waiting, server, message, cut);
                return;
            }
        }
    }

    /// <summary>A server can't be reached: nothing listens there.</summary>
    public void Unreachable(int server)
    {
        foreach (ref Waiting waiting in _waiting.AsSpan())
        {
            if (waiting.Length > 0 && ServerOf(waiting) == server)
            {
                AskNext(ref waiting);
            }
        }
    }

    /// <summary>The time of some is over.</summary>
    public void Expire()
    {
        long now = Now;
        foreach (ref Waiting waiting in _waiting.AsSpan())
        {
            if (waiting.Length > 0 && waiting.Deadline <= now)
            {
                AskNext(ref waiting);
            }
        }
    }

    /// <summary>All that wait fail.</summary>
    public void FailAll()
    {
        foreach (ref Waiting waiting in _waiting.AsSpan())
        {
            if (waiting.Length > 0)
            {
                Fail(ref waiting);
            }
        }
    }

    private void AskNext(ref Waiting waiting)
    {
        long now = Now;
        while (now < waiting.End && waiting.Attempts < Math.Max(servers, 2) && servers > 0)
        {
            int server = waiting.Attempts++ % servers;
            waiting.Asked |= 1u << server;
            waiting.Deadline = Math.Min(now + Patience, waiting.End);
            if (outside.Ask(server, waiting.Query.AsSpan(0, waiting.Length)))
            {
                return;
            }
        }
        Fail(ref waiting);
    }

    private void Take(ref Waiting waiting, int server, Span<byte> message, bool cut)
    {
        if ((message[3] & 0x0F) is 2 or 5 && (server != ServerOf(waiting) || waiting.Attempts < servers))   // SERVFAIL, REFUSED: others may know better
        {
            if (server == ServerOf(waiting))
            {
                AskNext(ref waiting);
            }
            return;
        }
        if (cut)
        {
            message = message[..waiting.QuestionEnd];
            message[2] |= 0x02;
            message[6..DnsQuestion.HeaderLength].Clear();
        }
        BinaryPrimitives.WriteUInt16BigEndian(message, waiting.ClientId);
        Release(ref waiting);
        outside.Answer(waiting.Client, message);
    }

    private void Fail(ref Waiting waiting)
    {
        Span<byte> message = stackalloc byte[DnsQuestion.HeaderLength + DnsQuestion.LongestName + 4];
        var answer = new DnsAnswer(message, waiting.Query.AsSpan(0, waiting.Length), waiting.QuestionEnd, NameError.ServerFailed);
        BinaryPrimitives.WriteUInt16BigEndian(message, waiting.ClientId);
        Release(ref waiting);
        outside.Answer(waiting.Client, message[..answer.Length]);
    }

    private void Release(ref Waiting waiting)
    {
        waiting.Length = 0;
        Count--;
    }

    private int ServerOf(in Waiting waiting) => servers == 0 ? -1 : (waiting.Attempts - 1) % servers;

    // Besides the number an answer must repeat the question; a refusal may leave it out.
    private static bool IsOf(in Waiting waiting, ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> question = waiting.Query.AsSpan(DnsQuestion.HeaderLength, waiting.QuestionEnd - DnsQuestion.HeaderLength);
        return message[DnsQuestion.HeaderLength..].StartsWith(question) || (message.Length == DnsQuestion.HeaderLength && (message[3] & 0x0F) != 0);
    }

    private ushort UnusedId()
    {
        while (true)
        {
            ushort id = outside.NextId();
            bool used = false;
            foreach (ref Waiting waiting in _waiting.AsSpan())
            {
                used |= waiting.Length > 0 && waiting.Id == id;
            }
            if (!used)
            {
                return id;
            }
        }
    }

    private int Free()
    {
        int oldest = 0;
        for (int i = 0; i < _waiting.Length; i++)
        {
            if (_waiting[i].Length == 0)
            {
                return i;
            }
            oldest = _waiting[i].Order < _waiting[oldest].Order ? i : oldest;
        }
        int count = _waiting.Length;
        if (count < Most)
        {
            Array.Resize(ref _waiting, count * 2);
            return count;
        }
        Fail(ref _waiting[oldest]);
        return oldest;
    }

    private struct Waiting
    {
        public byte[]? Query;
        public int Length;   // 0: free
        public int QuestionEnd;
        public ushort Id;
        public ushort ClientId;
        public InetEndpoint Client;
        public int Attempts;
        public uint Asked;   // a bit for each server
        public long Order;
        public long Deadline;
        public long End;
    }
}

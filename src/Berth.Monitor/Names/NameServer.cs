using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// The name server of a container: knows the names of its networks and asks the host's servers, from the host's network namespace, for the rest. Docker's answers: recursion is
/// available, nothing is authoritative, 600 s; a known name without an address of the kind is an empty answer; on internal networks what isn't known fails.
/// </summary>
internal sealed class NameServer : IReady, IForwarding, IDisposable
{
    private const int MostServers = 8, DatagramRoom = 4096, AtOnce = 32;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly MonitorParts _parts;
    private readonly NameSockets _sockets;
    private readonly Watch _watch;
    private readonly LoopTimer _timer;
    private readonly NameClients _clients;
    private ResolverRequest _request = new();
    private KnownNames _names = new([]);
    private Forwarder? _forwarder;
    private UpstreamSocket[] _upstreams = [];
    private byte[] _in = [];
    private byte[] _out = [];

    /// <summary>Serves in a container's network namespace, from now on.</summary>
    /// <exception cref="LinuxException">The kernel refuses.</exception>
    public NameServer(MonitorParts parts, SafeFileHandle networkNamespace, ResolverRequest request)
    {
        _parts = parts;
        _sockets = NameSockets.Open(networkNamespace);
        _timer = new LoopTimer(parts.Loop, Due);
        _clients = new NameClients(parts, _sockets.Tcp, this);
        _watch = parts.Loop.Add(_sockets.Udp, EpollEvents.In, this);
        Apply(request);
    }

    /// <summary>The servers that are asked.</summary>
    public InetEndpoint[] Servers { get; private set; } = [];

    /// <summary>Serves these tables and servers from now on.</summary>
    public void Apply(ResolverRequest request)
    {
        _names = new KnownNames(request.Tables);
        if (request.Internal != _request.Internal || !request.Upstreams.SequenceEqual(_request.Upstreams))
        {
            CloseUpstreams();
            Servers = request.Internal ? [] : [.. Read(request.Upstreams).Take(MostServers)];
        }
        _request = request;
    }

    /// <summary>A query has come by UDP.</summary>
    public void Ready(EpollEvents events)
    {
        if (_in.Length == 0)
        {
            _in = GC.AllocateUninitializedArray<byte>(DatagramRoom);
            _out = GC.AllocateUninitializedArray<byte>(DatagramRoom);
        }
        for (int i = 0; i < AtOnce; i++)
        {
            int length = InetSocket.Receive(_sockets.Udp.Number(), _in, out InetEndpoint client, out _);
            if (length < 0)
            {
                break;
            }
            Handle(client, _in.AsSpan(0, length));
        }
        Arm();
    }

    /// <summary>Answers a query from what is known here, or with an error; 0: the servers are to be asked; -1: it isn't worth an answer.</summary>
    /// <param name="query">The query.</param>
    /// <param name="room">Room for the answer.</param>
    /// <param name="limited">The client takes no more than it says (UDP).</param>
    /// <param name="questionEnd">Where the question ends.</param>
    public int Answer(ReadOnlySpan<byte> query, Span<byte> room, bool limited, out int questionEnd)
    {
        Span<byte> name = stackalloc byte[DnsQuestion.LongestName];
        questionEnd = DnsQuestion.HeaderLength;
        if (!DnsQuestion.TryRead(query, name, out DnsQuestion question, out NameError error))
        {
            return error == NameError.None ? -1 : new DnsAnswer(room, query, DnsQuestion.HeaderLength, error).Length;
        }
        questionEnd = question.End;
        int length = _names.Answer(query, question, name[..question.NameLength], limited ? room[..Math.Min(question.Room, room.Length)] : room);
        return length == 0 && Servers.Length == 0 ? new DnsAnswer(room, query, question.End, NameError.ServerFailed).Length : length;
    }

    bool IForwarding.Ask(int server, ReadOnlySpan<byte> query) => _upstreams[server].Send(query);

    void IForwarding.Answer(InetEndpoint client, ReadOnlySpan<byte> message) => InetSocket.Send(_sockets.Udp.Number(), message, client);

    ushort IForwarding.NextId() => RandomBytes.NextUInt16();

    /// <summary>Ends the server in a namespace that goes on.</summary>
    public void Remove()
    {
        _sockets.RemoveRules();
        Dispose();
    }

    public void Dispose()
    {
        CloseUpstreams();
        _clients.Dispose();
        _timer.Dispose();
        _parts.Loop.Remove(_watch);
        _sockets.Dispose();
    }

    private void Handle(InetEndpoint client, ReadOnlySpan<byte> query)
    {
        int length = Answer(query, _out, limited: true, out int questionEnd);
        if (length > 0)
        {
            InetSocket.Send(_sockets.Udp.Number(), _out.AsSpan(0, length), client);
        }
        else if (length == 0)
        {
            Forwarder().Forward(client, query, questionEnd);
        }
    }

    private Forwarder Forwarder()
    {
        if (_forwarder is null)
        {
            _forwarder = new Forwarder(this, Servers.Length, _parts.Clock);
            _upstreams = new UpstreamSocket[Servers.Length];
            for (int i = 0; i < _upstreams.Length; i++)
            {
                int number = i;
                _upstreams[i] = new UpstreamSocket(_parts.Loop, Servers[i], _ => Receive(number));
            }
        }
        return _forwarder;
    }

    private void Receive(int server)
    {
        for (int i = 0; i < AtOnce; i++)
        {
            int length = _upstreams[server].Receive(_in);
            if (length == RawIo.NotReady)
            {
                break;
            }
            if (length < 0)   // "port unreachable" is taken with the read
            {
                _forwarder!.Unreachable(server);
                break;
            }
            _forwarder!.Answered(server, _in.AsSpan(0, length), cut: length == _in.Length);
        }
        Arm();
    }

    private void Due()
    {
        _forwarder?.Expire();
        if (_forwarder is { Count: 0 })
        {
            foreach (UpstreamSocket upstream in _upstreams)
            {
                upstream.Close();
            }
        }
        else
        {
            Arm();
        }
    }

    // With nothing to wait for the sockets are closed after a while.
    private void Arm()
    {
        if (_forwarder is not null)
        {
            _timer.Set(_forwarder.Next is { } wait ? TimeSpan.FromMilliseconds(wait + 1) : Idle);
        }
    }

    private void CloseUpstreams()
    {
        _forwarder?.FailAll();
        _forwarder = null;
        foreach (UpstreamSocket upstream in _upstreams)
        {
            upstream.Dispose();
        }
        _upstreams = [];
        _timer.Clear();
    }

    private IEnumerable<InetEndpoint> Read(IReadOnlyList<string> servers)
    {
        foreach (string text in servers)
        {
            if (InetEndpoint.TryParse(text, 53, out InetEndpoint server))
            {
                yield return server;
            }
            else
            {
                _parts.Log.Write($"the name server \"{text}\" is no address and isn't asked");
            }
        }
    }
}

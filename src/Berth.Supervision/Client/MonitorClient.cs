using System.Buffers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Supervision;

/// <summary>
/// An engine's connection to a container's monitor. Requests may overlap; each completes with its own reply. All throw <see cref="MonitorException"/>, with
/// <see cref="MonitorErrorKind.Gone"/> where the connection ends first. One reader, which begins with the connection, hands events to <see cref="IMonitorEvents"/>.
/// </summary>
public sealed class MonitorClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly IMonitorEvents _events;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, TaskCompletionSource<(MonitorReply, SafeFileHandle[])>> _waiting = [];
    private readonly ArrayBufferWriter<byte> _outgoing = new(1024);
    private readonly Task _reading;
    private long _number;
    private bool _ended;

    private MonitorClient(SafeFileHandle connection, IMonitorEvents events)
    {
        _socket = new Socket(new SafeSocketHandle(connection.DangerousGetHandle(), ownsHandle: true));
        connection.SetHandleAsInvalid();   // the socket has it now
        _events = events;
        _reading = Task.Run(ReadAllAsync);
    }

    /// <summary>Connects to a monitor's socket.</summary>
    /// <exception cref="LinuxException">Nobody listens there.</exception>
    public static MonitorClient Connect(string socketPath, IMonitorEvents events) =>
        new(UnixSocket.Connect(socketPath, UnixSocketKind.SequencedPacket, nonBlocking: true), events);

    /// <summary>Asks for the record as it is now.</summary>
    public async Task<MonitorRecord> HelloAsync() => Record(await AskAsync(new MonitorRequest.Hello()).ConfigureAwait(false));

    /// <summary>Asks for events from now on.</summary>
    /// <returns>The record as it was when events began.</returns>
    public async Task<MonitorRecord> WatchAsync() => Record(await AskAsync(new MonitorRequest.Watch()).ConfigureAwait(false));

    /// <summary>Starts the container.</summary>
    /// <param name="network">Its network namespace; null for the host's.</param>
    /// <param name="held">The held ports' sockets, in the order of <see cref="StartRequest.Ports"/>.</param>
    /// <returns>The reply with process id, record and warnings.</returns>
    public async Task<MonitorReply> StartAsync(SafeHandle? network, IReadOnlyList<SafeHandle> held) =>
        (await AskAsync(new MonitorRequest.Start(), network is null ? held : [network, .. held]).ConfigureAwait(false)).Reply;

    /// <summary>Joins one end of a stream socket pair to the container's standard input and output.</summary>
    public Task AttachAsync(SafeHandle stream, bool input, bool output, bool error) => AskAsync(new MonitorRequest.Attach(input, output, error), [stream]);

    /// <summary>Sets the terminal's size.</summary>
    public Task ResizeAsync(int rows, int columns) => AskAsync(new MonitorRequest.Resize(rows, columns));

    /// <summary>Sends a signal to the first process.</summary>
    public Task SignalAsync(int number, bool manual) => AskAsync(new MonitorRequest.Signal(number, manual));

    /// <summary>Stops the container and returns the record once it has ended.</summary>
    public async Task<MonitorRecord> StopAsync(int signal, int? seconds) => Record(await AskAsync(new MonitorRequest.Stop(signal, seconds)).ConfigureAwait(false));

    /// <summary>Starts a process in the container.</summary>
    /// <param name="id">What its <see cref="MonitorEvent.ExecExited"/> will be called.</param>
    /// <param name="process">The process.</param>
    /// <param name="privileged">With all capabilities and without a system call filter.</param>
    /// <param name="streams">Its standard input, output and error; empty where it has a terminal.</param>
    /// <returns>The process id on the host, and the terminal's master where it has one, which is the caller's to close.</returns>
    public async Task<(int Pid, SafeFileHandle? Terminal)> ExecAsync(string id, ProcessRequest process, bool privileged, IReadOnlyList<SafeHandle> streams)
    {
        (MonitorReply reply, SafeFileHandle[] files) = await AskAsync(new MonitorRequest.Exec(id, process, privileged), streams).ConfigureAwait(false);
        return (reply.Pid, files.FirstOrDefault());
    }

    /// <summary>Sends a signal to a process of exec.</summary>
    public Task ExecSignalAsync(string id, int number) => AskAsync(new MonitorRequest.ExecSignal(id, number));

    /// <summary>Replaces the restart policy.</summary>
    public Task UpdateAsync(RestartRequest restart) => AskAsync(new MonitorRequest.Update(restart));

    /// <summary>Stops or resumes the health checks.</summary>
    public Task PauseHealthAsync(bool paused) => AskAsync(new MonitorRequest.PauseHealth(paused));

    /// <summary>Replaces what the name server answers from.</summary>
    public Task ResolverAsync(ResolverRequest? tables) => AskAsync(new MonitorRequest.Resolver(tables));

    /// <summary>Replaces the held ports.</summary>
    public Task PortsAsync(IReadOnlyList<HeldPort> ports, IReadOnlyList<SafeHandle> sockets) => AskAsync(new MonitorRequest.Ports(ports), sockets);

    /// <summary>Asks for the network namespace (null for the host's) and the root folder (O_PATH); both are the caller's to close.</summary>
    public async Task<(SafeFileHandle? Network, SafeFileHandle Root)> NamespaceAsync()
    {
        (_, SafeFileHandle[] files) = await AskAsync(new MonitorRequest.Namespace()).ConfigureAwait(false);
        return files.Length switch
        {
            1 => (null, files[0]),
            2 => (files[1], files[0]),
            _ => throw MonitorException.Of(MonitorErrorKind.BadRequest, "the monitor sent no root folder"),
        };
    }

    /// <summary>Closes the connection; waiting requests fail.</summary>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading.ConfigureAwait(false);
    }

    private static MonitorRecord Record((MonitorReply Reply, SafeFileHandle[]) answer) =>
        answer.Reply.Record ?? throw MonitorException.Of(MonitorErrorKind.BadRequest, "the monitor sent no record");

    private async Task<(MonitorReply Reply, SafeFileHandle[] Files)> AskAsync(MonitorRequest request, IReadOnlyList<SafeHandle>? descriptors = null)
    {
        var waiting = new TaskCompletionSource<(MonitorReply, SafeFileHandle[])>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!TrySend(request, descriptors ?? [], waiting))
        {
            await Task.Run(() => RawIo.Poll((int)_socket.Handle, EpollEvents.Out, 1000)).ConfigureAwait(false);   // a monitor that is far behind; hardly ever
        }
        (MonitorReply reply, SafeFileHandle[] files) = await waiting.Task.ConfigureAwait(false);
        if (reply.Error is { } error)
        {
            CloseAll(files);
            throw new MonitorException(error);
        }
        return (reply, files);
    }

    /// <summary>Sends a request, unless the socket has no room for it.</summary>
    private bool TrySend(MonitorRequest request, IReadOnlyList<SafeHandle> descriptors, TaskCompletionSource<(MonitorReply, SafeFileHandle[])> waiting)
    {
        lock (_lock)
        {
            if (_ended)
            {
                throw Gone();
            }
            long number = ++_number;
            _outgoing.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(_outgoing))
            {
                MonitorRequestJson.Write(writer, request, number);
            }
            var numbers = new int[descriptors.Count];
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = (int)descriptors[i].DangerousGetHandle();
            }
            int sent = MonitorPacket.Send((int)_socket.Handle, _outgoing.WrittenSpan, numbers);
            GC.KeepAlive(descriptors);
            if (sent == RawIo.NotReady)
            {
                return false;
            }
            if (sent < 0)
            {
                throw Gone();
            }
            _waiting.Add(number, waiting);
            return true;
        }
    }

    private async Task ReadAllAsync()
    {
        bool exited = false;
        try
        {
            var peeked = new byte[1];
            var buffer = new byte[MonitorPacket.MaxBytes];
            var descriptors = new List<SafeFileHandle>();
            bool open = true;
            while (open)
            {
                await _socket.ReceiveAsync(peeked, SocketFlags.Peek).ConfigureAwait(false);   // only says that there is something: descriptors need recvmsg
                open = ReadAvailable(buffer, descriptors, ref exited);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or LinuxException or JsonException)
        {
            // The connection is broken, closed by us, or speaks no language of ours: it has ended either way.
        }
        End(exited);
    }

    private bool ReadAvailable(byte[] buffer, List<SafeFileHandle> descriptors, ref bool exited)
    {
        while (true)
        {
            int result = MonitorPacket.Receive((int)_socket.Handle, buffer, descriptors, out ReadOnlySpan<byte> message);
            if (result <= 0)
            {
                return result == RawIo.NotReady;
            }
            (MonitorReply? reply, MonitorEvent? happening) = MonitorMessageJson.Parse(message);
            SafeFileHandle[] files = [.. descriptors];
            descriptors.Clear();
            if (happening is not null)
            {
                exited |= happening is MonitorEvent.Exited;
                _events.Happened(happening);
            }
            if (reply is null || !Complete(reply, files))
            {
                CloseAll(files);
            }
        }
    }

    private bool Complete(MonitorReply reply, SafeFileHandle[] files)
    {
        TaskCompletionSource<(MonitorReply, SafeFileHandle[])>? waiting;
        lock (_lock)
        {
            _waiting.Remove(reply.Number, out waiting);
        }
        return waiting?.TrySetResult((reply, files)) ?? false;
    }

    private void End(bool exited)
    {
        TaskCompletionSource<(MonitorReply, SafeFileHandle[])>[] left;
        lock (_lock)
        {
            _ended = true;
            left = [.. _waiting.Values];
            _waiting.Clear();
        }
        foreach (TaskCompletionSource<(MonitorReply, SafeFileHandle[])> waiting in left)
        {
            waiting.TrySetException(Gone());
        }
        _events.Ended(died: !exited);
        _socket.Dispose();
    }

    private static MonitorException Gone() => MonitorException.Of(MonitorErrorKind.Gone, "the container's monitor has ended");

    private static void CloseAll(SafeFileHandle[] files)
    {
        foreach (SafeFileHandle file in files)
        {
            file.Dispose();
        }
    }
}

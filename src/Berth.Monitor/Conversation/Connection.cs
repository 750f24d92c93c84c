using System.Runtime.InteropServices;
using System.Text.Json;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>One engine's connection. What its socket doesn't take waits in a queue; an engine that lets it grow is cut off, and finds the record when it comes again.</summary>
internal sealed class Connection(EventLoop loop, MonitorServer server, SafeFileHandle socket) : IReady
{
    private const int LongestQueue = 256;

    private readonly List<SafeFileHandle> _files = [];
    private readonly Queue<(byte[] Message, int[] Files)> _queue = new();
    private Watch? _watch;

    /// <summary>It wants events.</summary>
    public bool Watches { get; set; }

    /// <summary>The connection has ended.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Something has not been taken yet.</summary>
    public bool HasQueue => _queue.Count > 0;

    public void Open() => _watch = loop.Add(socket, EpollEvents.In, this);

    public void Ready(EpollEvents events)
    {
        if ((events & EpollEvents.Out) != 0)
        {
            Flush();
        }
        if ((events & (EpollEvents.In | EpollEvents.HangUp | EpollEvents.Error)) != 0)
        {
            Read();
        }
    }

    public void Send(MonitorReply reply, params ReadOnlySpan<SafeHandle> files)
    {
        Span<int> numbers = stackalloc int[files.Length];
        for (int i = 0; i < files.Length; i++)
        {
            numbers[i] = files[i].Number();
        }
        Send(server.Encode(reply), numbers);
    }

    public void Send(ReadOnlySpan<byte> message, ReadOnlySpan<int> files)
    {
        if (IsClosed)
        {
            return;
        }
        int sent = HasQueue ? RawIo.NotReady : MonitorPacket.Send(socket.Number(), message, files);
        if (sent == RawIo.NotReady && _queue.Count < LongestQueue)
        {
            Enqueue(message, files);
        }
        else if (sent < 0)
        {
            Close();
        }
    }

    public void Close()
    {
        if (IsClosed)
        {
            return;
        }
        IsClosed = true;
        loop.Remove(_watch);
        while (_queue.TryDequeue(out (byte[] Message, int[] Files) left))
        {
            CloseAll(left.Files);
        }
        CloseReceived();
        socket.Dispose();
        server.Closed(this);
    }

    private void Enqueue(ReadOnlySpan<byte> message, ReadOnlySpan<int> files)
    {
        var own = new int[files.Length];
        for (int i = 0; i < own.Length; i++)
        {
            using var given = new SafeFileHandle(files[i], ownsHandle: false);
            using SafeFileHandle copy = FileCalls.Duplicate(given);
            own[i] = copy.Number();
            copy.SetHandleAsInvalid();   // closed when it has been sent
        }
        _queue.Enqueue((message.ToArray(), own));
        loop.Change(_watch!, EpollEvents.In | EpollEvents.Out);
    }

    private void Flush()
    {
        while (_queue.TryPeek(out (byte[] Message, int[] Files) next))
        {
            int sent = MonitorPacket.Send(socket.Number(), next.Message, next.Files);
            if (sent == RawIo.NotReady)
            {
                return;
            }
            if (sent < 0)
            {
                Close();
                return;
            }
            _queue.Dequeue();
            CloseAll(next.Files);
        }
        loop.Change(_watch!, EpollEvents.In);
        server.Flushed();
    }

    private void Read()
    {
        while (!IsClosed)
        {
            int result;
            try
            {
                result = MonitorPacket.Receive(socket.Number(), server.Buffer, _files, out ReadOnlySpan<byte> message);
                if (result > 0)
                {
                    Take(message);
                }
            }
            catch (Exception e) when (e is LinuxException or JsonException)
            {
                server.Report($"an engine's message can't be read: {e.Message}");
                result = -Errno.EIO;
            }
            if (result <= 0)
            {
                if (result != RawIo.NotReady)
                {
                    Close();
                }
                return;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        MonitorRequest? request = MonitorRequestJson.Parse(message, out long number, out string name);
        var pending = new PendingReply(this, number);
        if (request is null)
        {
            pending.Failed(new MonitorError(MonitorErrorKind.BadRequest, "", 0, $"this monitor does not know the request \"{name}\""));
        }
        else
        {
            server.Handle(pending, request, _files);
        }
        CloseReceived();
    }

    private void CloseReceived()
    {
        foreach (SafeFileHandle file in _files)
        {
            file.Dispose();
        }
        _files.Clear();
    }

    private static void CloseAll(int[] files)
    {
        foreach (int file in files)
        {
            RawIo.Close(file);
        }
    }
}

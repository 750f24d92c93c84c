using Berth.Docker;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>
/// Carries a container's streams: its output to the standard outputs, standard input to it, in one thread that waits for all of them at once.
/// Ends with the output, or when the keys to leave are typed.
/// </summary>
internal sealed class StreamPump : IDisposable
{
    private const int BufferSize = 32 * 1024;
    private const ulong FromEngine = 1;
    private const ulong FromCaller = 2;
    private const ulong Signal = 3;
    private readonly AttachedStream _stream;
    private readonly int _connection;
    private readonly Output _out;
    private readonly Output _error;
    private readonly Epoll _epoll = new(4);
    private readonly byte[] _buffer = new byte[BufferSize];
    private StdCopyReader _frames;
    private byte[] _input = [];
    private int _inputStart;
    private int _inputEnd;
    private bool _inputOpen;
    private bool _inputIsFile;
    private bool _watchingInput;
    private bool _watchingRoom;

    /// <param name="stream">The container's streams; their connection is a <see cref="DescriptorStream"/>.</param>
    /// <param name="output">Takes its standard output.</param>
    /// <param name="error">Takes its standard error.</param>
    public StreamPump(AttachedStream stream, Output output, Output error)
    {
        _stream = stream;
        _connection = ((DescriptorStream)stream.Transport!).Descriptor;
        _out = output;
        _error = error;
        _epoll.Add(_connection, EpollEvents.In, FromEngine);
    }

    /// <summary>The keys that leave; null to pass all that is typed.</summary>
    public DetachKeys? Keys { get; init; }

    /// <summary>Called for each signal that comes; null for no signals.</summary>
    public Action<int>? OnSignal { get; init; }

    /// <summary>Passes standard input on; at its end the container's ends too.</summary>
    public void OpenInput()
    {
        _inputOpen = true;
        _input = new byte[BufferSize + 64];
        try
        {
            _epoll.Add(0, EpollEvents.In, FromCaller);
            _watchingInput = true;
        }
        catch (LinuxException e) when (e.Errno == Errno.EPERM)
        {
            _inputIsFile = true;   // epoll doesn't take plain files: they are always ready
        }
        catch (LinuxException e) when (e.Errno == Errno.EBADF)
        {
            CloseInput();
        }
    }

    /// <summary>Watches signals too.</summary>
    public void Watch(CallerSignals signals) => _epoll.Add(signals.Descriptor, EpollEvents.In, Signal);

    /// <summary>Carries until the output ends.</summary>
    /// <param name="signals">The signals that are watched, or null.</param>
    /// <returns>False if the keys to leave were typed.</returns>
    public bool Run(CallerSignals? signals)
    {
        while (true)
        {
            if (_stream.HasBuffered && !CarryOutput())
                return true;
            if (_inputIsFile && _inputOpen && _inputStart == _inputEnd)
                ReadInput();
            var count = _epoll.Wait(_inputIsFile && _inputOpen && _inputStart == _inputEnd ? 0 : -1);
            for (var i = 0; i < count; i++)
            {
                var ready = _epoll[i];
                if (ready.Data == Signal)
                    Deliver(signals!);
                else if (ready.Data == FromCaller)
                    ReadInput();
                else if (!Serve(ready.Events))
                    return true;
            }
            if (Keys is { Typed: true })
                return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _epoll.Dispose();

    private bool Serve(EpollEvents events)
    {
        if ((events & EpollEvents.Out) != 0)
            SendInput();
        return (events & ~EpollEvents.Out) == 0 || CarryOutput();
    }

    private bool CarryOutput()
    {
        var read = _stream.ReadAsync(_buffer);
        var count = read.IsCompleted ? read.Result : read.AsTask().GetAwaiter().GetResult();
        if (count == 0)
            return false;
        if (_stream.Tty)
        {
            _out.WriteThrough(_buffer.AsSpan(0, count));
            return true;
        }
        ReadOnlyMemory<byte> data = _buffer.AsMemory(0, count);
        while (_frames.TryRead(ref data, out var kind, out var content))
        {
            if (kind == StdCopyStream.SystemError)
                throw new DockerException(DockerErrorKind.System, System.Text.Encoding.UTF8.GetString(content.Span).Trim());
            (kind == StdCopyStream.Stderr ? _error : _out).WriteThrough(content.Span);
        }
        return true;
    }

    private void ReadInput()
    {
        // One read ahead only: what the container doesn't take waits where it comes from.
        var count = RawIo.Read(0, _input.AsSpan(0, BufferSize));
        if (count == RawIo.NotReady)
            return;
        if (count <= 0)
        {
            CloseInput();
            return;
        }
        if (Keys is { } keys)
        {
            Span<byte> typed = stackalloc byte[Math.Min(count, 4096)];
            var passed = 0;
            var source = _input.AsSpan(0, count).ToArray().AsSpan();
            while (source.Length > 0)
            {
                var part = source[..Math.Min(source.Length, typed.Length)];
                passed += keys.Filter(part, _input.AsSpan(passed));
                source = source[part.Length..];
            }
            count = passed;
        }
        (_inputStart, _inputEnd) = (0, count);
        SendInput();
    }

    private void SendInput()
    {
        while (_inputStart < _inputEnd)
        {
            var sent = UnixSocket.SendNow(_connection, _input.AsSpan(_inputStart, _inputEnd - _inputStart));
            if (sent == RawIo.NotReady)
            {
                WatchRoom(true);
                return;
            }
            if (sent < 0)
            {
                // The container takes no input any more; its output is still to come.
                _inputStart = _inputEnd = 0;
                StopInput();
                return;
            }
            _inputStart += sent;
        }
        WatchRoom(false);
    }

    private void WatchRoom(bool wanted)
    {
        if (_watchingRoom == wanted)
            return;
        _watchingRoom = wanted;
        _epoll.Modify(_connection, wanted ? EpollEvents.In | EpollEvents.Out : EpollEvents.In, FromEngine);
        if (_inputIsFile || !_inputOpen)
            return;
        if (wanted && _watchingInput)
            _epoll.Remove(0);
        else if (!wanted && !_watchingInput)
            _epoll.Add(0, EpollEvents.In, FromCaller);
        _watchingInput = !wanted;
    }

    private void CloseInput()
    {
        StopInput();
        var closing = _stream.CloseWriteAsync();
        if (!closing.IsCompleted)
            closing.AsTask().GetAwaiter().GetResult();
    }

    private void StopInput()
    {
        _inputOpen = false;
        if (_watchingInput)
            _epoll.Remove(0);
        _watchingInput = false;
        WatchRoom(false);
    }

    private void Deliver(CallerSignals signals)
    {
        foreach (var signal in signals.TakeAll())
            OnSignal?.Invoke(signal);
    }
}

using System.Runtime.InteropServices;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// The pipes between an exec's process and the engine. What nobody is attached to is /dev/null. The process's ends are disposed with this; the
/// engine's are too, unless they were taken.
/// </summary>
internal sealed class ExecPipes : IDisposable
{
    private readonly List<SafeFileHandle> _inner = [];
    private SafeFileHandle? _input;
    private SafeFileHandle? _output;
    private SafeFileHandle? _error;

    private ExecPipes()
    {
    }

    /// <summary>The process's ends: standard input, output and error.</summary>
    public IReadOnlyList<SafeHandle> Inner => _inner;

    /// <summary>Makes the pipes.</summary>
    public static ExecPipes Make(ExecCreateRequest request, bool detached)
    {
        var pipes = new ExecPipes();
        try
        {
            pipes._input = pipes.Add(request.AttachStdin && !detached, inward: true);
            pipes._output = pipes.Add(request.AttachStdout && !detached, inward: false);
            pipes._error = pipes.Add(request.AttachStderr && !detached, inward: false);
            return pipes;
        }
        catch
        {
            pipes.Dispose();
            throw;
        }
    }

    /// <summary>Takes the engine's ends over as streams; null for those that aren't attached.</summary>
    public (DescriptorStream? Input, DescriptorStream? Output, DescriptorStream? Error) Take(Reactor reactor)
    {
        var taken = (Stream(_input, reactor), Stream(_output, reactor), Stream(_error, reactor));
        _input = _output = _error = null;
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var end in _inner)
        {
            end.Dispose();
        }

        _input?.Dispose();
        _output?.Dispose();
        _error?.Dispose();
    }

    private SafeFileHandle? Add(bool attached, bool inward)
    {
        if (!attached)
        {
            _inner.Add(FileCalls.Open("/dev/null", inward ? OpenFlags.ReadOnly : OpenFlags.WriteOnly));
            return null;
        }

        var (reader, writer) = FileCalls.Pipe();
        _inner.Add(inward ? reader : writer);
        return inward ? writer : reader;
    }

    private static DescriptorStream? Stream(SafeFileHandle? file, Reactor reactor) => file is null ? null : new DescriptorStream(file, reactor);
}

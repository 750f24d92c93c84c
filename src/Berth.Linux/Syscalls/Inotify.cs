using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Tells what happens to names (inotify(7)), non-blocking.</summary>
public sealed unsafe class Inotify : IDisposable
{
    private readonly byte[] _buffer = GC.AllocateArray<byte>(4096 + 300, pinned: true);
    private int _at, _end;

    /// <summary>Makes one that watches nothing yet.</summary>
    public Inotify() => Handle = new SafeFileHandle(Libc.Check(Libc.Call(SyscallNumbers.InotifyInit1, OpenFlagsKernel.CloseOnExec | 0x800), "inotify_init1"), true);

    /// <summary>Readable while something has happened.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Begins to watch a path; the number comes back with its events.</summary>
    public int Watch(string path, InotifyEvents events) => (int)Libc.Check(Libc.Call(SyscallNumbers.InotifyAddWatch, Handle, path, (nint)(uint)events), "inotify_add_watch", path);

    /// <summary>Ends a watch; one that is gone already is no error.</summary>
    public void Unwatch(int watch) => Libc.Call(SyscallNumbers.InotifyRmWatch, Handle, watch);

    /// <summary>The next thing that happened, without its name; false where there is nothing more. Doesn't allocate.</summary>
    public bool TryRead(out int watch, out InotifyEvents events, out ReadOnlySpan<byte> name)
    {
        if (_at >= _end)
        {
            fixed (byte* bytes = _buffer)
            {
                _end = (int)Libc.Call(SyscallNumbers.Read, Handle, (nint)bytes, _buffer.Length);
            }
            _at = 0;
            if (_end <= 0)
            {
                watch = 0;
                events = 0;
                name = default;
                return false;
            }
        }
        // struct inotify_event: watch, mask, cookie, length of the name (padded with NULs)
        ReadOnlySpan<byte> record = _buffer.AsSpan(_at, _end - _at);
        watch = BinaryPrimitives.ReadInt32LittleEndian(record);
        events = (InotifyEvents)BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        int length = BinaryPrimitives.ReadInt32LittleEndian(record[12..]);
        name = record.Slice(16, length);
        int end = name.IndexOf((byte)0);
        name = end < 0 ? name : name[..end];
        _at += 16 + length;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}

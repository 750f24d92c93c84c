using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Berth.Linux;

/// <summary>Hands a string to the kernel as <see cref="PathText"/> bytes and a NUL, on the stack where it is short.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(ManagedToUnmanagedIn))]
internal static unsafe class PathMarshaller
{
    internal ref struct ManagedToUnmanagedIn
    {
        private byte* _text;
        private bool _owned;

        public static int BufferSize => 320;

        public void FromManaged(string? path, Span<byte> buffer)
        {
            if (path is null)
            {
                return;
            }
            int room = PathText.MaxBytes(path) + 1;
            if (room > buffer.Length)
            {
                _text = (byte*)NativeMemory.Alloc((nuint)room);
                _owned = true;
                buffer = new Span<byte>(_text, room);
            }
            else
            {
                _text = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer));   // on the caller's stack
            }
            buffer[PathText.Encode(path, buffer)] = 0;
        }

        public readonly byte* ToUnmanaged() => _text;

        public readonly void Free()
        {
            if (_owned)
            {
                NativeMemory.Free(_text);
            }
        }
    }
}

using System.Text;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Streams that only carry a text.</summary>
internal static class TextStream
{
    /// <summary>A stream whose output is one text, in a frame unless there is a terminal.</summary>
    public static AttachedStream Of(string text, bool tty)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (tty)
        {
            return AttachedStream.Create(new MemoryStream(bytes), input: null, tty);
        }

        byte[] frame = new byte[StdCopy.HeaderLength + bytes.Length];
        StdCopy.WriteHeader(frame, StdCopyStream.Stdout, bytes.Length);
        bytes.CopyTo(frame.AsSpan(StdCopy.HeaderLength));
        return AttachedStream.Create(new MemoryStream(frame), input: null, tty);
    }
}

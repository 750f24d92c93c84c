namespace Berth.Monitor;

/// <summary>
/// Cuts what a process writes into log lines as Docker does: at each line's end, and after 16 KiB of a line that is longer. The rest of a line that
/// hasn't ended is kept here until more comes.
/// </summary>
internal sealed class LineCutter(OutputStream stream, JsonLog? log)
{
    /// <summary>The longest piece of a line in one record.</summary>
    public const int PieceBytes = 16 * 1024;

    private byte[] _rest = [];
    private int _length;

    /// <summary>Puts the kept rest at a buffer's start and returns its length: what is read next goes after it.</summary>
    public int Prepare(Span<byte> buffer)
    {
        _rest.AsSpan(0, _length).CopyTo(buffer);
        return _length;
    }

    /// <summary>Logs the lines in a buffer that begins with the rest that <see cref="Prepare"/> put there, and keeps the new rest.</summary>
    public void Cut(ReadOnlySpan<byte> data)
    {
        if (log is null)
        {
            return;
        }
        log.Begin();
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> piece = data[..Math.Min(data.Length, PieceBytes)];
            int end = piece.IndexOf((byte)'\n');
            if (end >= 0)
            {
                log.Add(stream, piece[..end], ended: true);
                data = data[(end + 1)..];
            }
            else if (piece.Length == PieceBytes)
            {
                log.Add(stream, piece, ended: false);
                data = data[PieceBytes..];
            }
            else
            {
                break;
            }
        }
        if (_rest.Length == 0 && !data.IsEmpty)
        {
            _rest = GC.AllocateUninitializedArray<byte>(PieceBytes);   // a process that writes whole lines needs none
        }
        data.CopyTo(_rest);
        _length = data.Length;
        log.Flush();
    }

    /// <summary>Logs a last line that has no end.</summary>
    public void End()
    {
        if (_length > 0 && log is not null)
        {
            log.Begin();
            log.Add(stream, _rest.AsSpan(0, _length), ended: false);
            log.Flush();
        }
        _length = 0;
    }
}

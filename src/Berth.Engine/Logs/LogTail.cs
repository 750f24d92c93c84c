namespace Berth.Engine;

/// <summary>Finds where the last lines of a log begin.</summary>
internal static class LogTail
{
    private const int BlockSize = 64 * 1024;

    /// <summary>Opens the files that hold the last lines, the oldest first, each at the first of its lines that counts.</summary>
    /// <param name="files">All files, the oldest first.</param>
    /// <param name="lines">How many lines; null for all.</param>
    public static List<Stream> Open(IReadOnlyList<string> files, long? lines)
    {
        var opened = new List<Stream>();
        long left = lines ?? long.MaxValue;
        for (int i = files.Count - 1; i >= 0 && (left > 0 || i == files.Count - 1); i--)
        {
            if (LogFiles.Open(files[i]) is not { } stream)
            {
                continue;
            }

            opened.Insert(0, stream);
            if (lines is not null)
            {
                left -= stream.CanSeek ? SeekBack(stream, left) : SkipForward(files[i], stream, left);
            }
        }

        return opened;
    }

    // Puts a plain file at the first of its last lines, reading from its end, and gives how many there are.
    private static long SeekBack(Stream file, long lines)
    {
        byte[] block = new byte[BlockSize];
        long end = file.Length, position = end, found = 0;
        while (position > 0)
        {
            int size = (int)Math.Min(BlockSize, position);
            position -= size;
            file.Position = position;
            file.ReadExactly(block, 0, size);
            for (int i = size - 1; i >= 0; i--)
            {
                // The end of the last line is no line of its own.
                if (block[i] == '\n' && position + i != end - 1 && ++found == lines)
                {
                    file.Position = position + i + 1;
                    return found;
                }

                if (lines == 0)
                {
                    file.Position = end;
                    return 0;
                }
            }
        }

        file.Position = 0;
        return end > 0 ? found + 1 : 0;
    }

    // A packed file can only be read forward: once to count, once more to skip.
    private static long SkipForward(string path, Stream packed, long lines)
    {
        long count = 0;
        byte[] block = new byte[BlockSize];
        using (var counted = LogFiles.Open(path))
        {
            int read;
            while (counted is not null && (read = counted.Read(block)) > 0)
            {
                count += block.AsSpan(0, read).Count((byte)'\n');
            }
        }

        for (long skip = count - lines; skip > 0;)
        {
            int value = packed.ReadByte();
            if (value < 0)
            {
                break;
            }

            skip -= value == '\n' ? 1 : 0;
        }

        return Math.Min(count, lines);
    }
}

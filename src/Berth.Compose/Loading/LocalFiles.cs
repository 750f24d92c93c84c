namespace Berth.Compose;

/// <summary>The machine's file system.</summary>
public sealed class LocalFiles : IComposeFiles
{
    private const int LongestFile = 64 << 20;
    private const int SmallestBuffer = 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Func<Stream>? standardInput;

    private LocalFiles(Func<Stream>? standardInput) => this.standardInput = standardInput;

    /// <summary>Without standard input: reading <c>-</c> gives nothing.</summary>
    public static LocalFiles Instance { get; } = new(null);

    /// <summary>With a standard input, opened when <c>-</c> is read.</summary>
    public static LocalFiles WithInput(Func<Stream> standardInput) => new(standardInput);

    /// <inheritdoc/>
    public ComposeFileKind Kind(string path) => Directory.Exists(path) ? ComposeFileKind.Folder : File.Exists(path) ? ComposeFileKind.File : ComposeFileKind.Missing;

    /// <inheritdoc/>
    public byte[] Read(string path)
    {
        if (path == "-")
        {
            using Stream? input = standardInput?.Invoke();
            return input is null ? [] : ReadAll(input);
        }

        // What has a length is a file, whose opening waits for nobody.
        using FileStream file = new FileInfo(path).Length > 0 ? Open(path) : OpenUnlessNobodyWrites(path);
        return ReadAll(file);
    }

    // Opening a pipe waits for its writer, who may never come; nothing tells a pipe from an empty file before. Once there, a writer may take its time.
    private static FileStream OpenUnlessNobodyWrites(string path)
    {
        FileStream? opened = null;
        Exception? fault = null;
        Thread opener = new(() =>
        {
            try
            {
                opened = Open(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                fault = e;
            }
        }) { IsBackground = true };
        opener.Start();
        if (!opener.Join(LongestWait))
        {
            throw new IOException($"it is a pipe that nobody has opened for writing within {LongestWait.TotalSeconds:0} seconds");
        }

        return fault switch
        {
            null => opened!,
            UnauthorizedAccessException => throw new UnauthorizedAccessException(fault.Message, fault),
            _ => throw new IOException(fault.Message, fault),
        };
    }

    private static FileStream Open(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });

    // To the end, not to the length: devices and pipes have none, and some never end.
    private static byte[] ReadAll(Stream stream)
    {
        byte[] content = new byte[stream.CanSeek ? Math.Clamp(stream.Length + 1, SmallestBuffer, LongestFile + 1) : SmallestBuffer];
        int length = 0;
        while (stream.Read(content.AsSpan(length)) is > 0 and int read)
        {
            length += read;
            if (length > LongestFile)
            {
                throw new IOException($"it is larger than {LongestFile >> 20} MB");
            }

            if (length == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(content.LongLength * 2, LongestFile + 1));
            }
        }

        return content.AsSpan(0, length).ToArray();
    }

    /// <inheritdoc/>
    public string? LinkTarget(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? null : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
    }
}

using Berth.Docker;

namespace Berth.Cli;

/// <summary>Copies a container's output to the standard outputs.</summary>
internal static class OutputCopier
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Copies until its end.</summary>
    public static void Copy(ContainerOutput output, Output standard, Output error)
    {
        var buffer = new byte[BufferSize];
        var frames = default(StdCopyReader);
        int count;
        while ((count = output.Stream.Read(buffer)) > 0)
        {
            if (!output.Multiplexed)
            {
                standard.WriteThrough(buffer.AsSpan(0, count));
                continue;
            }
            ReadOnlyMemory<byte> data = buffer.AsMemory(0, count);
            while (frames.TryRead(ref data, out var kind, out var content))
            {
                if (kind == StdCopyStream.SystemError)
                    throw new DockerException(DockerErrorKind.System, System.Text.Encoding.UTF8.GetString(content.Span).Trim());
                Write(kind == StdCopyStream.Stderr ? error : standard, kind == StdCopyStream.Stderr ? standard : error, content.Span);
            }
            standard.Flush();
            error.Flush();
        }
    }

    // Lines of both outputs stay in their order where both go to the same place.
    private static void Write(Output output, Output other, ReadOnlySpan<byte> content)
    {
        other.Flush();
        output.WriteBytes(content);
    }
}

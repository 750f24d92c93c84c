using System.IO.Pipelines;
using Berth.Docker;

namespace Berth.Server;

/// <summary>The files of an image as an archive that is made while it is read.</summary>
internal static class ImageArchive
{
    /// <summary>Opens it.</summary>
    /// <param name="builder">What makes it.</param>
    /// <param name="image">The image's id.</param>
    /// <param name="cancel">Gives up.</param>
    public static Stream Open(IImageBuilder builder, string image, CancellationToken cancel)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
        _ = Task.Run(() => WriteAsync(builder, image, pipe.Writer, cancel), CancellationToken.None);
        return pipe.Reader.AsStream();
    }

    private static async Task WriteAsync(IImageBuilder builder, string image, PipeWriter writer, CancellationToken cancel)
    {
        Exception? failure = null;
        try
        {
            await builder.ExportAsync(image, writer.AsStream(leaveOpen: true), cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerException or IOException or OperationCanceledException)
        {
            failure = e;
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }
}

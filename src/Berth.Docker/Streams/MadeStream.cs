using System.IO.Pipelines;

namespace Berth.Docker;

/// <summary>
/// Content that is made while it is read, such as an archive, of which at most a megabyte is there at any time. The maker's errors, whatever they are, reach
/// the reader: none waits for what doesn't come.
/// </summary>
public sealed class MadeStream : IAsyncDisposable
{
    private static readonly PipeOptions Options = new(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false);

    private readonly Task _making;

    private MadeStream(Func<Stream, Task> make)
    {
        var pipe = new Pipe(Options);
        Content = pipe.Reader.AsStream();
        _making = Task.Run(() => MakeAsync(make, pipe.Writer));
    }

    /// <summary>What is made. Disposing it lets the maker run on, to nobody.</summary>
    public Stream Content { get; }

    /// <summary>Starts to make it, in a task of the pool.</summary>
    /// <param name="make">Writes the content. May block.</param>
    public static MadeStream Start(Func<Stream, Task> make) => new(make);

    /// <summary>Ends the reading, and waits for the maker: what it uses may be disposed then.</summary>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync().ConfigureAwait(false);
        await _making.ConfigureAwait(false);
    }

    private static async Task MakeAsync(Func<Stream, Task> make, PipeWriter writer)
    {
        Exception? failure = null;
        try
        {
            await make(writer.AsStream(leaveOpen: true)).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, the reader gets it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }
}

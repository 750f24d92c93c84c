using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>
/// A blob on its way in: one writer appends, any number of readers follow (they wait for bytes that aren't there yet), and it becomes a blob
/// when its digest is right. Shared by all who want the same blob.
/// </summary>
internal sealed class BlobIngest : IDisposable
{
    private readonly object gate = new(); // a monitor: readers wait on it
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string path;
    private readonly string target;
    private readonly Action<BlobIngest> gone;
    private SafeFileHandle? file;
    private StreamHash? hash;
    private int users = 1;
    private long written;
    private bool complete;
    private Exception? failure;

    /// <summary>
    /// An ingest of <paramref name="digest"/> with <paramref name="length"/> bytes, in the file <paramref name="path"/> until it is whole;
    /// <paramref name="there"/>: it is whole already. <paramref name="gone"/> is called when nobody uses it any more.
    /// </summary>
    public BlobIngest(Digest digest, long length, string path, string target, bool there, Action<BlobIngest> gone)
    {
        (Digest, Length, this.path, this.target, this.gone, complete) = (digest, length, path, target, gone, there);
        if (there)
        {
            Move(length);
        }
    }

    /// <summary>The digest that it must have.</summary>
    public Digest Digest { get; }

    /// <summary>The length that it must have, in bytes.</summary>
    public long Length { get; }

    /// <summary>Bytes that are there.</summary>
    public long Written => Volatile.Read(ref written);

    /// <summary>Whether an earlier try had left bytes.</summary>
    public bool WasResumed { get; private set; }

    /// <summary>Completes when there are bytes to read, or none will come.</summary>
    public Task Started => started.Task;

    /// <summary>One more user; false where it is over already.</summary>
    public bool TryShare()
    {
        lock (gate)
        {
            if (users == 0 || failure is not null || complete)
            {
                return false;
            }

            users++;
            return true;
        }
    }

    /// <summary>Opens the file for writing, after the bytes that an earlier try left, and hashes those. To be called by the one writer.</summary>
    public void Begin()
    {
        try
        {
            file = FileCalls.Open(path, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.NoFollow, 0x180 /* 0600 */);
            long there = FileCalls.Stat(file).Size;
            if (there > Length)
            {
                FileCalls.SetLength(file, there = 0);
            }

            hash = new StreamHash(Digest.Algorithm);
            WasResumed = there > 0;
            HashFirst(there);
            Move(there);
        }
        catch (IOException e)
        {
            throw StoreFaults.Of(e, "write content");
        }
    }

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        long at = written;
        if (at + bytes.Length > Length)
        {
            throw new ImageException(ImageErrorKind.Corrupt, $"blob {Digest} is longer than the {Length} bytes that its manifest says");
        }

        try
        {
            RandomAccess.Write(file!, bytes, at);
        }
        catch (IOException e)
        {
            throw StoreFaults.Of(e, "write content");
        }

        hash!.Append(bytes);
        Move(at + bytes.Length);
    }

    /// <summary>
    /// Makes it a blob, where length and digest are right; else throws away what there is, because nothing good can follow it, and throws.
    /// </summary>
    public void Complete()
    {
        Digest actual = hash!.Finish();
        if (written != Length || actual != Digest)
        {
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, path);
            throw new ImageException(ImageErrorKind.Corrupt, $"content of blob {Digest} is damaged: {written} bytes of digest {actual} came");
        }

        FileCalls.Rename(FileCalls.WorkingFolder, path, FileCalls.WorkingFolder, target);
        lock (gate)
        {
            complete = true;
        }

        Wake();
    }

    /// <summary>Tells the readers that no more will come; <paramref name="discard"/>: what is there is of no use to a next try either.</summary>
    public void Fail(Exception cause, bool discard = false)
    {
        lock (gate)
        {
            failure ??= cause;
        }

        if (discard)
        {
            FileCalls.RemoveIfExists(FileCalls.WorkingFolder, path);
        }

        Wake();
    }

    /// <summary>A stream of the whole blob that waits for what isn't there yet, and throws what the writer failed of.</summary>
    public Stream OpenReader(CancellationToken cancel)
    {
        // A second descriptor of the file itself: its name changes the moment that it is complete.
        SafeFileHandle own = file is not null ? FileCalls.Duplicate(file) : complete ? ContentStore.OpenFile(target)
            : throw new ImageException(ImageErrorKind.Failed, $"blob {Digest} didn't come", failure);
        return new Reader(this, own, cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (--users > 0)
            {
                return;
            }
        }

        file?.Dispose();
        hash?.Dispose();
        started.TrySetResult();
        gone(this);
    }

    private void HashFirst(long count)
    {
        var buffer = new byte[128 * 1024];
        for (long at = 0; at < count;)
        {
            int read = RandomAccess.Read(file!, buffer, at);
            hash!.Append(buffer.AsSpan(0, read));
            at += read;
        }
    }

    private void Move(long position)
    {
        Volatile.Write(ref written, position);
        Wake();
    }

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
            if (written > 0 || complete || failure is not null)
            {
                started.TrySetResult();
            }
        }
    }

    // Waits until there is more than "position"; false at the end of the blob.
    private bool WaitBeyond(long position, CancellationToken cancel)
    {
        if (Written > position)
        {
            return true;
        }

        using CancellationTokenRegistration wake = cancel.Register(Wake);
        lock (gate)
        {
            while (Written <= position)
            {
                cancel.ThrowIfCancellationRequested();
                if (failure is not null)
                {
                    throw new ImageException((failure as ImageException)?.Kind ?? ImageErrorKind.Failed, failure.Message, failure);
                }

                if (complete || position == Length)
                {
                    return false;
                }

                Monitor.Wait(gate);
            }
        }

        return true;
    }

    private sealed class Reader(BlobIngest ingest, SafeFileHandle file, CancellationToken cancel) : ReadOnlyStream
    {
        private long position;

        public override int Read(Span<byte> buffer)
        {
            if (buffer.IsEmpty || !ingest.WaitBeyond(position, cancel))
            {
                return 0;
            }

            int most = (int)Math.Min(buffer.Length, ingest.Written - position);
            int read = RandomAccess.Read(file, buffer[..most], position);
            position += read;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

namespace Berth.Server;

/// <summary>A build that a client asked for: several calls are about it, by its name.</summary>
internal sealed class BuildJob(SolveRequest request, TimeProvider time)
{
    private readonly TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was asked.</summary>
    public SolveRequest Request => request;

    /// <summary>What its clients are told.</summary>
    public BuildStatus Status { get; } = new(request.Reference, time);

    /// <summary>The image that was built; null: none yet.</summary>
    public string? ImageId { get; set; }

    /// <summary>When the client has said that it is done, or what went wrong.</summary>
    public Task Returned => _returned.Task;

    /// <summary>The client is done with it (<c>LLBBridge/Return</c>).</summary>
    /// <param name="message">The request: an error, or not.</param>
    public void Return(byte[] message)
    {
        var (failed, code, text) = (false, 0, "");
        for (var reader = new ProtoReader(message); reader.Next();)
        {
            if (reader.Field != 2)
            {
                continue;
            }

            failed = true;
            for (var status = new ProtoReader(reader.Bytes); status.Next();)
            {
                (code, text) = status.Field == 1 ? ((int)status.Number, text) : status.Field == 2 ? (code, status.Text) : (code, text);
            }
        }

        if (failed)
        {
            _returned.TrySetException(new GrpcException(code == 0 ? GrpcStatus.Unknown : (GrpcStatus)code, text));
        }
        else
        {
            _returned.TrySetResult();
        }
    }
}

namespace Berth.Server;

/// <summary>A gRPC call that fails.</summary>
/// <param name="status">How.</param>
/// <param name="message">Why, for its caller.</param>
internal sealed class GrpcException(GrpcStatus status, string message) : Exception(message)
{
    /// <summary>How it fails.</summary>
    public GrpcStatus Status { get; } = status;
}

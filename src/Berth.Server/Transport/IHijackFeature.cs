namespace Berth.Server;

/// <summary>Lets a request's handler take the connection away from Kestrel.</summary>
internal interface IHijackFeature
{
    /// <summary>
    /// The raw connection. The caller has read the request's body to its end and has not started a response; it writes the
    /// response's head itself. Kestrel sees the end of the connection from now on, and drops what it writes.
    /// </summary>
    HijackedStream Hijack();

    /// <summary>Takes a client that will send nothing more as gone, where the kernel can't tell the two apart (TCP).</summary>
    void TakeHalfCloseAsGone();
}

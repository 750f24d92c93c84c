namespace Berth.Monitor;

/// <summary>One of a container's two output streams; the values are those of Docker's stream frames.</summary>
internal enum OutputStream : byte
{
    Output = 1,
    Error = 2,
}

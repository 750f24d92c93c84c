namespace Berth.Docker;

/// <summary>A stream whose writing end can be closed alone, as sockets' and pipes' can: the other side reads an end and can go on writing.</summary>
public interface IHalfClosable
{
    /// <summary>Closes the writing end.</summary>
    ValueTask CloseWriteAsync(CancellationToken cancel = default);
}

namespace Berth.Docker;

/// <summary>Which stream a frame is of: the first byte of its header.</summary>
public enum StdCopyStream : byte
{
    /// <summary>Standard input; written as output where it occurs.</summary>
    Stdin = 0,

    Stdout = 1,

    Stderr = 2,

    /// <summary>An error of the engine, which ends the stream.</summary>
    SystemError = 3,
}

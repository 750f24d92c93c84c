namespace Berth.Monitor;

/// <summary>Where log records go: a file that rotates.</summary>
internal interface ILogFile
{
    /// <summary>Whether the file is due for rotation once so many bytes more are in it.</summary>
    bool IsFull(int pending);

    /// <summary>Begins a new file.</summary>
    void Rotate();

    /// <summary>Writes bytes to the end; false where they could not be kept. What follows a piece that isn't complete belongs to the same record.</summary>
    bool Append(ReadOnlySpan<byte> bytes, bool complete);
}

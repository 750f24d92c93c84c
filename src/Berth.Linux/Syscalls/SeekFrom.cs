namespace Berth.Linux;

/// <summary>Where lseek(2) counts from.</summary>
public enum SeekFrom
{
    Start = 0,
    Here = 1,
    End = 2,

    /// <summary>The next data at or after the offset.</summary>
    Data = 3,

    /// <summary>The next hole (or the end) at or after the offset.</summary>
    Hole = 4,
}

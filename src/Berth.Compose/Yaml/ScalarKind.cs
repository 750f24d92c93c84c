namespace Berth.Compose;

/// <summary>What a scalar is.</summary>
internal enum ScalarKind : byte
{
    Null,
    Boolean,
    Integer,

    /// <summary>An integer above the signed range.</summary>
    Unsigned,
    Float,

    /// <summary>A float of 32 bits: what <c>cpus</c> is cast to, which shows when it is printed.</summary>
    Single,
    String,
    Timestamp,

    /// <summary>Stands for a value that was reported as wrong; it fits everywhere, so that one mistake is one message.</summary>
    Broken,
}

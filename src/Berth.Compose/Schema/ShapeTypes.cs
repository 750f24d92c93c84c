namespace Berth.Compose;

/// <summary>What a value may be.</summary>
[Flags]
internal enum ShapeTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,

    /// <summary>Any number, integers included.</summary>
    Number = 8,
    String = 16,
    List = 32,
    Map = 64,

    /// <summary>Anything: what an extension holds.</summary>
    Any = 128,
}

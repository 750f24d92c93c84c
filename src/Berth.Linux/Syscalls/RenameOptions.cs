namespace Berth.Linux;

/// <summary>The flags of renameat2(2).</summary>
[Flags]
public enum RenameOptions
{
    None = 0,

    /// <summary>EEXIST where the new name is taken.</summary>
    NoReplace = 1,

    /// <summary>Both exist and change places, in one step.</summary>
    Exchange = 2,

    /// <summary>Leave a whiteout behind (for overlay's upper folder).</summary>
    Whiteout = 4,
}

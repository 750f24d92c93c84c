namespace Berth.Images;

/// <summary>What became of a file; the numbers are the Engine API's.</summary>
public enum FileChangeKind
{
    /// <summary>Content or attributes differ.</summary>
    Modified = 0,

    /// <summary>Not in the image.</summary>
    Added = 1,

    /// <summary>No longer there.</summary>
    Deleted = 2,
}

namespace Berth.Images;

/// <summary>What sort of failure an <see cref="ImageException"/> tells of; the caller maps it to a status of its own.</summary>
public enum ImageErrorKind
{
    /// <summary>The input can't be used: a malformed reference, a damaged archive, a layer that reaches out of its root.</summary>
    Invalid,

    /// <summary>No such image, manifest, blob or repository.</summary>
    NotFound,

    /// <summary>Something else uses what was to be removed, or a name is taken.</summary>
    Conflict,

    /// <summary>The registry wants other credentials.</summary>
    Unauthorized,

    /// <summary>The registry can't be reached, doesn't answer in time, or answers with a fault of its own.</summary>
    Unavailable,

    /// <summary>No room on the disk; what was begun has been removed, partial downloads aside.</summary>
    NoSpace,

    /// <summary>Content isn't what its digest says.</summary>
    Corrupt,

    /// <summary>Any other failure, a kernel call's for the most part.</summary>
    Failed,
}

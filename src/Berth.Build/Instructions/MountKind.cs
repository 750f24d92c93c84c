namespace Berth.Build;

/// <summary>What sort of mount <c>RUN --mount=type=…</c> asks for.</summary>
internal enum MountKind
{
    /// <summary>Files of the context, a stage or an image.</summary>
    Bind,

    /// <summary>A folder that outlives the build.</summary>
    Cache,

    /// <summary>Memory that goes with the step.</summary>
    Tmpfs,

    /// <summary>A secret of the caller's, as a file or a variable.</summary>
    Secret,

    /// <summary>The socket of an SSH agent of the caller's.</summary>
    Ssh,
}

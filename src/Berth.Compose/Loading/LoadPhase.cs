namespace Berth.Compose;

/// <summary>The phases of loading that a command may leave out (<c>config --no-…</c>); the others always run.</summary>
[Flags]
internal enum LoadPhase
{
    None = 0,

    /// <summary>Variables are replaced.</summary>
    Interpolation = 1,

    /// <summary>Relative paths become absolute.</summary>
    PathResolution = 2,

    /// <summary>Defaults and implied entries are written out.</summary>
    Normalization = 4,

    /// <summary>References between resources are checked.</summary>
    Consistency = 8,

    /// <summary>Env files are read into the environment of services.</summary>
    EnvironmentResolution = 16,

    All = Interpolation | PathResolution | Normalization | Consistency | EnvironmentResolution,
}

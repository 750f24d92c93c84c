namespace Berth.Docker;

/// <summary>What sort of failure a <see cref="DockerException"/> is; each kind has one HTTP status.</summary>
public enum DockerErrorKind
{
    /// <summary>An error of the engine or its machine (500).</summary>
    System,

    /// <summary>The request makes no sense (400).</summary>
    InvalidParameter,

    /// <summary>Credentials are missing or wrong (401).</summary>
    Unauthorized,

    /// <summary>The request is understood and refused (403).</summary>
    Forbidden,

    /// <summary>What the request names is not there (404).</summary>
    NotFound,

    /// <summary>The request doesn't fit the state that things are in (409).</summary>
    Conflict,

    /// <summary>There is nothing to do (304).</summary>
    NotModified,

    /// <summary>The engine doesn't do this (501).</summary>
    NotImplemented,

    /// <summary>The engine can't do this now (503).</summary>
    Unavailable,

    /// <summary>There is no connection to the engine, or it broke (502, never sent).</summary>
    Unreachable,
}

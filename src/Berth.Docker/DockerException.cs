namespace Berth.Docker;

/// <summary>
/// A request that the engine couldn't fulfil. The message is the text that users see after "Error response from daemon: "
/// and is part of the contract.
/// </summary>
public sealed class DockerException : Exception
{
    /// <summary>Makes an error of a kind with the text for the user.</summary>
    public DockerException(DockerErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What sort of failure this is.</summary>
    public DockerErrorKind Kind { get; }

    /// <summary>The code that comes with an error in a stream of progress, as of a build's failed command; 0 for none.</summary>
    public int Code { get; init; }

    /// <summary>The HTTP status of an error kind.</summary>
    public static int StatusOf(DockerErrorKind kind) => kind switch
    {
        DockerErrorKind.InvalidParameter => 400,
        DockerErrorKind.Unauthorized => 401,
        DockerErrorKind.Forbidden => 403,
        DockerErrorKind.NotFound => 404,
        DockerErrorKind.Conflict => 409,
        DockerErrorKind.NotModified => 304,
        DockerErrorKind.NotImplemented => 501,
        DockerErrorKind.Unavailable => 503,
        DockerErrorKind.Unreachable => 502,
        _ => 500,
    };

    /// <summary>The error kind of an HTTP status.</summary>
    public static DockerErrorKind KindOf(int status) => status switch
    {
        304 => DockerErrorKind.NotModified,
        401 => DockerErrorKind.Unauthorized,
        403 => DockerErrorKind.Forbidden,
        404 => DockerErrorKind.NotFound,
        409 => DockerErrorKind.Conflict,
        501 => DockerErrorKind.NotImplemented,
        502 => DockerErrorKind.Unreachable,
        503 => DockerErrorKind.Unavailable,
        >= 400 and < 500 => DockerErrorKind.InvalidParameter,
        _ => DockerErrorKind.System,
    };
}

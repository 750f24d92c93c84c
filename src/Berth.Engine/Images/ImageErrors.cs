using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Failures of the image store as the API tells them.</summary>
internal static class ImageErrors
{
    /// <summary>The API's error.</summary>
    public static DockerException Map(ImageException e) => new(
        e.Kind switch
        {
            ImageErrorKind.Invalid => DockerErrorKind.InvalidParameter,
            ImageErrorKind.NotFound => DockerErrorKind.NotFound,
            ImageErrorKind.Conflict => DockerErrorKind.Conflict,
            ImageErrorKind.Unauthorized => DockerErrorKind.Unauthorized,
            _ => DockerErrorKind.System,
        },
        e.Message,
        e);
}

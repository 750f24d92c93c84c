namespace Berth.Images;

/// <summary>A failure of the image store. The message is complete, one line, and worded as Docker words it where Docker has words for it.</summary>
public class ImageException : Exception
{
    /// <summary>Makes the failure of <paramref name="kind"/> that <paramref name="message"/> tells of.</summary>
    public ImageException(ImageErrorKind kind, string message, Exception? cause = null)
        : base(message, cause) => Kind = kind;

    /// <summary>What sort of failure this is.</summary>
    public ImageErrorKind Kind { get; }
}

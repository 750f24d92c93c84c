using Berth.Linux;

namespace Berth.Images;

/// <summary>What failures of the file system mean for a layer.</summary>
internal static class LayerFaults
{
    /// <summary>An entry's failure, with the entry's name and, where the disk is full, just that.</summary>
    public static ImageException Named(IOException e, string entry) => StoreFaults.IsNoSpace(e)
        ? NoSpace($"unpacking {entry}", e)
        : new ImageException(ImageErrorKind.Failed, $"failed to register layer: {entry}: {e.Message}", e);

    /// <summary>The one failure of a full disk.</summary>
    public static ImageException NoSpace(string act, Exception cause) =>
        new(ImageErrorKind.NoSpace, $"failed to register layer: {act}: no space left on device", cause);

    /// <summary>
    /// Sets an attribute of an archive. One that this file system or this kernel doesn't have is left out, as Docker does; capabilities
    /// are not: a program without them would fail later, and nobody would know why.
    /// </summary>
    public static void SetAttribute(string name, Action set)
    {
        try
        {
            set();
        }
        catch (LinuxException e) when (e.Errno == Errno.EOPNOTSUPP || (e.Errno == Errno.EPERM && name != "security.capability"))
        {
            // left out
        }
    }
}

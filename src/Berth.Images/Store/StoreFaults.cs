using Berth.Linux;

namespace Berth.Images;

/// <summary>What failures of the store's own files mean.</summary>
internal static class StoreFaults
{
    /// <summary>A failure as an <see cref="ImageException"/>: no room, or what it says.</summary>
    public static ImageException Of(IOException e, string act) => IsNoSpace(e)
        ? new ImageException(ImageErrorKind.NoSpace, $"{act}: no space left on device", e)
        : new ImageException(ImageErrorKind.Failed, $"{act}: {e.Message}", e);

    /// <summary>Whether a failure, the kernel's or the library's, is a full disk or quota.</summary>
    public static bool IsNoSpace(Exception e) => e is ImageException { Kind: ImageErrorKind.NoSpace } or LinuxException { Errno: Errno.ENOSPC or Errno.EDQUOT }
        || (e is IOException and not LinuxException && e.HResult is Errno.ENOSPC or Errno.EDQUOT);
}

using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>Finds a folder or file of an image in its layers, as an overlay of them shows it: a part of an image can be mounted without the rest.</summary>
public static class LayerPaths
{
    // The options of mount(2) are one page, and other ones need some room too.
    private const int LongestList = 4000;

    /// <summary>Whether an overlay of these folders can be mounted by naming them all.</summary>
    /// <param name="folders">The folders, as <see cref="Of"/> gives them.</param>
    public static bool FitMount(IReadOnlyList<string> folders) => folders.Sum(f => System.Text.Encoding.UTF8.GetByteCount(f) + 1) <= LongestList;

    /// <summary>The places whose union is what the image has at a path, topmost first, as an overlay's lowerdir takes them; empty where it has nothing.</summary>
    /// <param name="layers">The layers' folders, topmost first.</param>
    /// <param name="path">The path in the image.</param>
    /// <exception cref="ImageException">A link is in the way.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> layers, string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var found = new List<string>();
        foreach (string layer in layers)
        {
            var (kind, ends) = Look(layer, parts);
            bool isFolder = kind == FileKind.Directory;
            if (isFolder || (kind is not null && found.Count == 0))
            {
                found.Add(layer + "/" + string.Join('/', parts));
            }

            if (ends || kind is not (null or FileKind.Directory))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>What one layer has at the path, null for nothing, and whether it hides what lower layers have there.</summary>
    private static (FileKind? Kind, bool Ends) Look(string layer, string[] parts)
    {
        bool ends = false;
        SafeFileHandle folder = FileCalls.Open(FileCalls.WorkingFolder, layer, OpenFlags.ReadOnly | OpenFlags.Directory);
        try
        {
            for (int i = 0; i < parts.Length; i++)
            {
                if (FileCalls.StatIfExists(folder, parts[i]) is not { } stat)
                {
                    return (null, ends);
                }

                bool isLast = i == parts.Length - 1;
                if (OverlayMarks.IsWhiteout(stat) || (!isLast && stat.Kind != FileKind.Directory && stat.Kind != FileKind.SymbolicLink))
                {
                    return (null, true);
                }

                if (stat.Kind == FileKind.SymbolicLink)
                {
                    throw new ImageException(ImageErrorKind.Invalid, $"/{string.Join('/', parts.Take(i + 1))} is a link, which a part of an image can't be named by: name what it leads to");
                }

                if (stat.Kind != FileKind.Directory)
                {
                    return (stat.Kind, true);
                }

                ends |= OverlayMarks.IsOpaque(folder, parts[i]);
                SafeFileHandle inner = FileCalls.Open(folder, parts[i], OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
                folder.Dispose();
                folder = inner;
            }

            return (FileKind.Directory, ends);
        }
        finally
        {
            folder.Dispose();
        }
    }
}

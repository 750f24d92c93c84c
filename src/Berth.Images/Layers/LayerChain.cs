using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>Layers' folders seen as overlayfs would show them together, for single names: no mount is needed.</summary>
internal sealed class LayerChain : IDisposable
{
    private readonly RootedFolder[] layers;

    /// <summary>Opens layers' folders, topmost first.</summary>
    public LayerChain(IReadOnlyList<string> folders)
    {
        layers = new RootedFolder[folders.Count];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = RootedFolder.Open(folders[i]);
        }
    }

    /// <summary>The file of a clean path, links not followed; null where there is none, or a layer has deleted it.</summary>
    public Found? Find(string path)
    {
        string[] parts = path.Split('/');
        foreach (RootedFolder layer in layers)
        {
            if (Look(layer, parts, out bool hidesLower) is { } found)
            {
                return OverlayMarks.IsWhiteout(found.Stat) ? null : found;
            }

            if (hidesLower)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The names in a folder that show, with the layer's file behind each; empty where it is no folder.</summary>
    public IReadOnlyDictionary<string, Found> List(string path)
    {
        var names = new Dictionary<string, Found>(StringComparer.Ordinal);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        string[] parts = path.Length == 0 ? [] : path.Split('/');
        foreach (RootedFolder layer in layers)
        {
            bool hidesLower = false;
            Found? folder = parts.Length == 0 ? new Found(layer.Handle, ".", FileCalls.Stat(layer.Handle)) : Look(layer, parts, out hidesLower);
            if (folder is { Stat.Kind: FileKind.Directory })
            {
                SafeFileHandle open = FileCalls.Open(folder.Folder, folder.Name, OpenFlags.PathOnly | OpenFlags.Directory | OpenFlags.NoFollow);
                foreach (FolderEntry entry in FileCalls.List(open))
                {
                    FileStat stat = FileCalls.Stat(open, entry.Name);
                    if (OverlayMarks.IsWhiteout(stat))
                    {
                        hidden.Add(entry.Name);
                    }
                    else if (!hidden.Contains(entry.Name))
                    {
                        names.TryAdd(entry.Name, new Found(open, entry.Name, stat));
                    }
                }

                hidesLower |= OverlayMarks.IsOpaque(folder.Folder, folder.Name);
            }
            else if (folder is not null)
            {
                break; // a file or a deletion hides the folders below
            }

            if (hidesLower)
            {
                break;
            }
        }

        return names;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (RootedFolder layer in layers)
        {
            layer.Dispose();
        }
    }

    // Component by component, because on the way an opaque folder, a deletion or a file ends what lower layers can add.
    private static Found? Look(RootedFolder layer, string[] parts, out bool hidesLower)
    {
        hidesLower = false;
        SafeFileHandle folder = layer.Handle;
        for (int i = 0; i < parts.Length; i++)
        {
            if (FileCalls.StatIfExists(folder, parts[i]) is not { } stat)
            {
                return null;
            }

            if (i == parts.Length - 1)
            {
                return new Found(folder, parts[i], stat);
            }

            if (stat.Kind != FileKind.Directory)
            {
                hidesLower = true;
                return null;
            }

            hidesLower |= OverlayMarks.IsOpaque(folder, parts[i]);
            folder = FileCalls.Open(folder, parts[i], OpenFlags.PathOnly | OpenFlags.Directory | OpenFlags.NoFollow);
        }

        return null;
    }

    /// <summary>A layer's file: the folder that it is in (closed by its finalizer: these are few), its name there, and what it is.</summary>
    internal sealed record Found(SafeFileHandle Folder, string Name, FileStat Stat);
}

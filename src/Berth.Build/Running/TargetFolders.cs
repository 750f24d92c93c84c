using Berth.Docker;

namespace Berth.Build;

/// <summary>Which folders above the targets are there, which must be made, and where links among them lead.</summary>
internal sealed class TargetFolders(StepContainer container)
{
    private readonly Dictionary<string, string> _resolved = new(StringComparer.Ordinal) { [""] = "" };
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>Folders to make, outer ones first.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>Looks at the folders above an item.</summary>
    public async Task NeedAsync(CopyItem item, CancellationToken cancel)
    {
        if (item.Entry.IsFolder) _given.Add(item.Target);
        await FolderAsync(ParentOf(item.Target), cancel).ConfigureAwait(false);
    }

    /// <summary>Looks at a mount's target, and the folders above it: what is missing will be made for the mount.</summary>
    public async Task NeedMountPointAsync(string target, CancellationToken cancel)
    {
        string parent = await FolderAsync(ParentOf(target), cancel).ConfigureAwait(false);
        string path = parent + "/" + target[(target.LastIndexOf('/') + 1)..];
        if (_missing.Contains(parent) || await container.StatAsync(path, cancel).ConfigureAwait(false) is null) _missing.Add(path);
    }

    /// <summary>Looks at a folder itself and those above it.</summary>
    public Task NeedAsync(string folder, CancellationToken cancel) => FolderAsync(folder, cancel);

    /// <summary>The target with links among its folders followed.</summary>
    public string Resolved(string target) => _resolved[ParentOf(target)] + "/" + target[(target.LastIndexOf('/') + 1)..];

    private static string ParentOf(string path) => path[..path.LastIndexOf('/')];

    private async Task<string> FolderAsync(string folder, CancellationToken cancel)
    {
        if (_resolved.TryGetValue(folder, out string? known)) return known;
        string parent = await FolderAsync(ParentOf(folder), cancel).ConfigureAwait(false);
        string path = parent + "/" + folder[(folder.LastIndexOf('/') + 1)..];
        var stat = _missing.Contains(parent) ? null : await container.StatAsync(path, cancel).ConfigureAwait(false);
        if (stat is null && !_given.Contains(folder)) _missing.Add(path);
        if (stat is { LinkTarget.Length: > 0 }) path = stat.LinkTarget.TrimEnd('/');
        else if (stat is not null && (stat.Mode & GoFileMode.Directory) == 0) throw new DockerException(DockerErrorKind.InvalidParameter, $"cannot copy to non-directory: {folder}");
        return _resolved[folder] = path;
    }
}

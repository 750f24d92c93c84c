using Berth.Docker;
using Berth.Engine;
using Berth.Images;

namespace Berth.Build;

/// <summary>Removes entries of the build cache: steps that are remembered, and folders of cache mounts that no step uses.</summary>
/// <param name="steps">The steps.</param>
/// <param name="mounts">The cache mounts.</param>
/// <param name="store">The images that steps led to.</param>
/// <param name="time">The clock.</param>
internal sealed class CachePruner(BuildCache steps, CacheMounts mounts, ImageStore store, TimeProvider time)
{
    private const string StepType = "regular", MountType = "exec.cachemount";
    private static readonly string[] s_keys = ["until", "unused-for", "id", "type", "description", "inuse", "shared", "private", "parent", "label", "label!"];

    /// <summary>Removes what a request selects; without <c>all</c> steps stay whose images are there.</summary>
    /// <exception cref="DockerException">A filter is unknown or wrong.</exception>
    public BuildCachePruneReport Prune(BuildCachePruneRequest request)
    {
        if (request.Filters.Keys.FirstOrDefault(k => !s_keys.Contains(k)) is { } unknown)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid filter '{unknown}' of the build cache; there are {string.Join(", ", s_keys)}");
        }

        var filters = request.Filters;
        var until = PruneFilters.Until(filters.Has("until") ? filters : filters["unused-for"].Aggregate(Filters.Empty, (f, v) => f.With("until", v)), time);
        var gone = steps.Prune((key, image, used) => (request.All || store.Find(image) is null) && used < until && Matches(filters, key, StepType, ""));
        var removed = PruneMounts(request, until);
        return new BuildCachePruneReport { CachesDeleted = [.. gone, .. removed.Select(r => r.Name)], SpaceReclaimed = removed.Sum(r => r.Size) };
    }

    /// <summary>The cache mounts as <c>system df</c> shows them; steps' files are their images'.</summary>
    public IReadOnlyList<BuildCacheRecord> Usage() =>
    [
        .. mounts.List(withSizes: true).Select(m => new BuildCacheRecord
        {
            ID = m.Name,
            Type = MountType,
            Description = Describe(m),
            InUse = m.IsUsed,
            Size = m.Size,
            CreatedAt = DockerTimestamps.Format(m.Created),
            LastUsedAt = DockerTimestamps.Format(m.LastUsed),
            UsageCount = m.Uses,
        }),
    ];

    private static string Describe(CacheMountRecord mount) => $"cached mount with id \"{mount.Id}\"";

    /// <summary>Those that were not used for longest go first, until the rest takes no more than may be kept.</summary>
    private List<CacheMountRecord> PruneMounts(BuildCachePruneRequest request, DateTimeOffset until)
    {
        var all = mounts.List(withSizes: true);
        long kept = Math.Max(request.ReservedSpace, request.MaxUsedSpace), total = all.Sum(m => m.Size);
        var removed = new List<CacheMountRecord>();
        foreach (var mount in all.Where(m => !m.IsUsed && m.LastUsed < until && Matches(request.Filters, m.Name, MountType, Describe(m))).OrderBy(m => m.LastUsed))
        {
            if (kept > 0 && total <= kept) break;
            if (!mounts.Remove(mount.Name)) continue;
            removed.Add(mount);
            total -= mount.Size;
        }

        return removed;
    }

    /// <summary>No entry has a label or a parent, is shared with images or, while it can go, in use.</summary>
    private static bool Matches(Filters filters, string id, string type, string description) =>
        Any(filters["id"], v => id.StartsWith(v, StringComparison.Ordinal))
        && Any(filters["type"], v => v == type)
        && Any(filters["description"], v => description.Contains(v, StringComparison.Ordinal))
        && Any(filters["inuse"], IsNo) && Any(filters["shared"], IsNo) && Any(filters["private"], v => !IsNo(v))
        && !filters.Has("parent") && !filters.Has("label");

    private static bool Any(IReadOnlyList<string> values, Func<string, bool> matches) => values.Count == 0 || values.Any(matches);

    private static bool IsNo(string value) => value is "0" or "false";
}

using Berth.Docker;

namespace Berth.Cli;

/// <summary>The commands that remove what is not in use: <c>container prune</c>, <c>image prune</c>, <c>network prune</c>, <c>volume prune</c>, <c>builder prune</c>, <c>system prune</c>.</summary>
internal static class PruneCommands
{
    /// <summary><c>container prune</c>.</summary>
    public static int Containers(CommandContext context)
    {
        if (!Confirmed(context, "WARNING! This will remove all stopped containers."))
            return ExitCodes.Success;
        var report = context.Client.Containers.PruneAsync(Filters(context)).GetAwaiter().GetResult();
        Print(context, "Deleted Containers:", report.ContainersDeleted);
        Reclaimed(context, report.SpaceReclaimed);
        return ExitCodes.Success;
    }

    /// <summary><c>image prune</c>.</summary>
    public static int Images(CommandContext context)
    {
        var all = context.Arguments.Bool("all"u8);
        if (!Confirmed(context, all ? "WARNING! This will remove all images without at least one container associated to them." : "WARNING! This will remove all dangling images."))
            return ExitCodes.Success;
        Reclaimed(context, PruneImages(context, all, Filters(context)));
        return ExitCodes.Success;
    }

    /// <summary><c>network prune</c>.</summary>
    public static int Networks(CommandContext context)
    {
        if (!Confirmed(context, "WARNING! This will remove all custom networks not used by at least one container."))
            return ExitCodes.Success;
        Print(context, "Deleted Networks:", context.Client.Networks.PruneAsync(Filters(context)).GetAwaiter().GetResult().NetworksDeleted);
        return ExitCodes.Success;
    }

    /// <summary><c>volume prune</c>.</summary>
    public static int Volumes(CommandContext context)
    {
        var all = context.Arguments.Bool("all"u8);
        if (!Confirmed(context, all ? "WARNING! This will remove all local volumes not used by at least one container." : "WARNING! This will remove anonymous local volumes not used by at least one container."))
            return ExitCodes.Success;
        Reclaimed(context, PruneVolumes(context, all, Filters(context)));
        return ExitCodes.Success;
    }

    /// <summary><c>builder prune</c>.</summary>
    public static int Builds(CommandContext context)
    {
        var all = context.Arguments.Bool("all"u8);
        if (!Confirmed(context, all ? "WARNING! This will remove all build cache." : "WARNING! This will remove all dangling build cache."))
            return ExitCodes.Success;
        var report = context.Client.Builder.PruneAsync(new BuildCachePruneRequest
        {
            All = all,
            ReservedSpace = context.Arguments.Bytes("reserved-space"u8) ?? context.Arguments.Bytes("keep-storage"u8) ?? 0,
            MaxUsedSpace = context.Arguments.Bytes("max-used-space"u8) ?? 0,
            MinFreeSpace = context.Arguments.Bytes("min-free-space"u8) ?? 0,
            Filters = Filters(context),
        }).GetAwaiter().GetResult();
        Print(context, "Deleted build cache objects:", report.CachesDeleted);
        Reclaimed(context, report.SpaceReclaimed);
        return ExitCodes.Success;
    }

    /// <summary><c>system prune</c>.</summary>
    public static int System(CommandContext context)
    {
        var all = context.Arguments.Bool("all"u8);
        var volumes = context.Arguments.Bool("volumes"u8);
        var filters = Filters(context);
        if (volumes && filters.Has("until"))
            throw new UsageException("ERROR: The \"until\" filter is not supported with \"--volumes\"", ExitCodes.Failure) { ShowUsage = false };
        if (!Confirmed(context, SystemWarning(all, volumes)))
            return ExitCodes.Success;
        var containers = context.Client.Containers.PruneAsync(filters).GetAwaiter().GetResult();
        Print(context, "Deleted Containers:", containers.ContainersDeleted);
        var reclaimed = containers.SpaceReclaimed;
        Print(context, "Deleted Networks:", context.Client.Networks.PruneAsync(filters).GetAwaiter().GetResult().NetworksDeleted);
        if (volumes)
            reclaimed += PruneVolumes(context, all: false, filters);
        reclaimed += PruneImages(context, all, filters);
        try
        {
            var builds = context.Client.Builder.PruneAsync(new BuildCachePruneRequest { All = all, Filters = filters }).GetAwaiter().GetResult();
            Print(context, "Deleted build cache objects:", builds.CachesDeleted);
            reclaimed += builds.SpaceReclaimed;
        }
        catch (DockerException e) when (e.Kind is DockerErrorKind.NotImplemented or DockerErrorKind.NotFound)
        {
            // An engine without a build cache has nothing of it to remove.
        }
        Reclaimed(context, reclaimed);
        return ExitCodes.Success;
    }

    private static string SystemWarning(bool all, bool volumes)
    {
        var text = "WARNING! This will remove:\n  - all stopped containers\n  - all networks not used by at least one container\n";
        if (volumes)
            text += "  - all anonymous volumes not used by at least one container\n";
        return text + (all
            ? "  - all images without at least one container associated to them\n  - all build cache\n"
            : "  - all dangling images\n  - unused build cache\n");
    }

    private static long PruneImages(CommandContext context, bool all, Filters filters)
    {
        var report = context.Client.Images.PruneAsync(filters.With("dangling", all ? "false" : "true")).GetAwaiter().GetResult();
        Print(context, "Deleted Images:", report.ImagesDeleted?.Select(static item => string.IsNullOrEmpty(item.Untagged) ? "deleted: " + item.Deleted : "untagged: " + item.Untagged).ToList());
        return report.SpaceReclaimed;
    }

    private static long PruneVolumes(CommandContext context, bool all, Filters filters)
    {
        var report = context.Client.Volumes.PruneAsync(all ? filters.With("all", "true") : filters).GetAwaiter().GetResult();
        Print(context, "Deleted Volumes:", report.VolumesDeleted);
        return report.SpaceReclaimed;
    }

    private static Filters Filters(CommandContext context) => FilterOption.Read(context.Arguments.List("filter"u8));

    private static void Print(CommandContext context, string heading, IReadOnlyList<string>? names)
    {
        if (names is null || names.Count == 0)
            return;
        context.Out.WriteLine(heading);
        foreach (var name in names)
            context.Out.WriteLine(name);
        context.Out.WriteLine("");
    }

    private static void Reclaimed(CommandContext context, long bytes) => context.Out.WriteLine($"Total reclaimed space: {ByteSize.Decimal(bytes)}");

    private static bool Confirmed(CommandContext context, string warning) => context.Arguments.Bool("force"u8) || Question.Ask(context, warning + "\nAre you sure you want to continue?");
}

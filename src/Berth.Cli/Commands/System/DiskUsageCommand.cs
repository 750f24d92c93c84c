using System.Globalization;
using System.Text;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>system df</c>: shows how much disk the engine uses.</summary>
internal static class DiskUsageCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var usage = context.Client.System.DiskUsageAsync(new DiskUsageOptions()).GetAwaiter().GetResult();
        var format = context.Arguments.TextOrNull("format"u8);
        context.Out.Write(context.Arguments.Bool("verbose"u8)
            ? Verbose(context, usage, format)
            : ListFormat.Parse(format, DiskUsageRow.Columns).Print(Rows(usage), new DiskUsageRow("", 0, 0, 0, "")));
        return ExitCodes.Success;
    }

    private static List<ListRow> Rows(DiskUsage usage)
    {
        var images = usage.Images ?? [];
        var containers = usage.Containers ?? [];
        var volumes = usage.Volumes ?? [];
        var builds = usage.BuildCache ?? [];
        var imagesInUse = images.Where(static image => image.Containers > 0).ToList();
        var imagesUsed = imagesInUse.Sum(static image => image.Size - Math.Max(0, image.SharedSize));
        var running = containers.Where(static container => container.State is "running" or "paused" or "restarting").ToList();
        var containersSize = containers.Sum(static container => container.SizeRw);
        var volumesSize = volumes.Sum(static volume => Math.Max(0, volume.UsageData?.Size ?? 0));
        var volumesInUse = volumes.Where(static volume => volume.UsageData is { RefCount: > 0 }).ToList();
        var volumesUsed = volumesInUse.Sum(static volume => Math.Max(0, volume.UsageData!.Size));
        var buildsSize = builds.Sum(static build => build.Shared ? 0 : build.Size);
        var buildsInUse = builds.Where(static build => build.InUse).ToList();
        return
        [
            new DiskUsageRow("Images", images.Count, imagesInUse.Count, usage.LayersSize, Share(usage.LayersSize - imagesUsed, usage.LayersSize)),
            new DiskUsageRow("Containers", containers.Count, running.Count, containersSize, Share(containersSize - running.Sum(static container => container.SizeRw), containersSize)),
            new DiskUsageRow("Local Volumes", volumes.Count, volumesInUse.Count, volumesSize, Share(volumesSize - volumesUsed, volumesSize)),
            new DiskUsageRow("Build Cache", builds.Count, buildsInUse.Count, buildsSize, ByteSize.Decimal(buildsSize - buildsInUse.Sum(static build => build.Shared ? 0 : build.Size))),
        ];
    }

    private static string Share(long part, long whole)
    {
        part = Math.Max(0, part);
        return whole <= 0 ? ByteSize.Decimal(part) : string.Create(CultureInfo.InvariantCulture, $"{ByteSize.Decimal(part)} ({part * 100 / whole}%)");
    }

    private static string Verbose(CommandContext context, DiskUsage usage, string? format)
    {
        var images = (usage.Images ?? []).SelectMany(image => ImageRow.Of(image, false, format is null, context.Clock)).ToList<ListRow>();
        var containers = (usage.Containers ?? []).Select(container => new ContainerRow(container, format is null, context.Clock)).ToList<ListRow>();
        var volumes = (usage.Volumes ?? []).Select(static volume => new VolumeRow(volume)).ToList<ListRow>();
        var builds = (usage.BuildCache ?? []).Select(build => new BuildCacheRow(build, context.Clock)).ToList<ListRow>();
        if (format == "json")
            return $"{{\"Images\":{Json(images)},\"Containers\":{Json(containers)},\"Volumes\":{Json(volumes)},\"BuildCache\":{Json(builds)}}}\n";
        var text = new StringBuilder();
        text.Append("Images space usage:\n\n").Append(ListFormat.Parse(null, ImageRow.UsageColumns).Print(images, new ImageRow(new ImageSummary(), "", "", "", true, context.Clock)));
        text.Append("\nContainers space usage:\n\n").Append(ListFormat.Parse(null, ["ID", "Image", "Command", "LocalVolumes", "Size", "RunningFor", "Status", "Names"])
            .Print(containers, new ContainerRow(new ContainerSummary(), true, context.Clock)));
        text.Append("\nLocal Volumes space usage:\n\n").Append(ListFormat.Parse(null, VolumeRow.UsageColumns).Print(volumes, new VolumeRow(new Volume())));
        text.Append("\nBuild cache usage: ").Append(ByteSize.Decimal((usage.BuildCache ?? []).Sum(static build => build.Shared ? 0 : build.Size))).Append("\n\n")
            .Append(ListFormat.Parse(null, BuildCacheRow.Columns).Print(builds, new BuildCacheRow(new BuildCacheRecord(), context.Clock)));
        return text.ToString();
    }

    private static string Json(List<ListRow> rows) => "[" + string.Join(',', rows.Select(GoJson.Line)) + "]";
}

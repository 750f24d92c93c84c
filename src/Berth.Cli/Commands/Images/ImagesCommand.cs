using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>images</c>: lists images.</summary>
internal static class ImagesCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var filters = FilterOption.Read(arguments.List("filter"u8));
        if (context.Words.Count > 0)
            filters = filters.With("reference", context.Words[0]);
        var tree = arguments.Bool("tree"u8);
        var images = context.Client.Images.ListAsync(new ImageListOptions { All = arguments.Bool("all"u8), Filters = filters, Manifests = tree }).GetAwaiter().GetResult();
        var truncate = !arguments.Bool("no-trunc"u8);
        var digests = arguments.Bool("digests"u8);
        var quiet = arguments.Bool("quiet"u8);
        if (tree)
            return Tree(context, images);
        var format = arguments.TextOrNull("format"u8) ?? context.Config.Text("imagesFormat"u8);
        var wantsDigests = digests || (format?.Contains("Digest", StringComparison.Ordinal) ?? false) || format == "json";
        var rows = images.SelectMany(image => ImageRow.Of(image, wantsDigests, truncate, context.Clock)).ToList<ListRow>();
        context.Out.Write(ListFormat.Parse(format, ImageRow.Columns(digests), quiet ? "ID" : null)
            .Print(rows, new ImageRow(new ImageSummary(), "", "", "", truncate, context.Clock)));
        return ExitCodes.Success;
    }

    private static int Tree(CommandContext context, IReadOnlyList<ImageSummary> images)
    {
        var table = new TableWriter();
        table.Add("IMAGE", "ID", "DISK USAGE", "EXTRA");
        foreach (var image in images)
        {
            var name = image.RepoTags.Count > 0 ? image.RepoTags[0] : "<untagged>";
            table.Add(name, ShortId.Of(image.Id), ByteSize.Decimal(image.Size, 3), image.Containers > 0 ? "U" : "");
            foreach (var manifest in image.Manifests ?? [])
            {
                if (manifest.ImageData?.Platform is { } platform)
                    table.Add($"└─ {Platform(platform)}", ShortId.Of(manifest.ID), ByteSize.Decimal(manifest.Size.Total, 3), "");
            }
        }
        context.Out.Write(table.ToString());
        return ExitCodes.Success;
    }

    private static string Platform(OciPlatform platform) => $"{platform.Os}/{platform.Architecture}" + (string.IsNullOrEmpty(platform.Variant) ? "" : "/" + platform.Variant);
}

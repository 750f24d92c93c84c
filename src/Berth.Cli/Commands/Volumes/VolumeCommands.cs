using Berth.Docker;

namespace Berth.Cli;

/// <summary>The commands about volumes.</summary>
internal static class VolumeCommands
{
    /// <summary><c>volume ls</c>.</summary>
    public static int List(CommandContext context) =>
        Print(context, context.Client.Volumes.ListAsync(FilterOption.Read(context.Arguments.List("filter"u8))).GetAwaiter().GetResult().Volumes ?? [],
            context.Arguments.TextOrNull("format"u8) ?? context.Config.Text("volumesFormat"u8));

    /// <summary>Prints volumes in the order of their names.</summary>
    public static int Print(CommandContext context, IEnumerable<Volume> volumes, string? format)
    {
        var rows = volumes.OrderBy(static volume => volume.Name, NaturalOrder.Instance).Select(static volume => new VolumeRow(volume)).ToList();
        context.Out.Write(ListFormat.Parse(format, VolumeRow.Columns, context.Arguments.Bool("quiet"u8) ? "Name" : null).Print(rows, new VolumeRow(new Volume())));
        return ExitCodes.Success;
    }

    /// <summary><c>volume create</c>.</summary>
    public static int Create(CommandContext context)
    {
        var arguments = context.Arguments;
        var name = arguments.TextOrNull("name"u8);
        if (name is not null && context.Words.Count > 0)
            throw new UsageException("conflicting options: cannot specify a volume-name through both --name and as a positional arg", ExitCodes.Failure) { ShowUsage = false };
        var volume = context.Client.Volumes.CreateAsync(new VolumeCreateRequest
        {
            Name = name ?? (context.Words.Count > 0 ? context.Words[0] : ""),
            Driver = arguments.Text("driver"u8),
            DriverOpts = KeyValue.Map(arguments.List("opt"u8)),
            Labels = LabelOptions.Read(arguments),
        }).GetAwaiter().GetResult();
        context.Out.WriteLine(volume.Name);
        return ExitCodes.Success;
    }

    /// <summary><c>volume rm</c>.</summary>
    public static int Remove(CommandContext context)
    {
        var force = context.Arguments.Bool("force"u8);
        return context.ForEach(context.Words, (client, name) => client.Volumes.RemoveAsync(name, force));
    }
}

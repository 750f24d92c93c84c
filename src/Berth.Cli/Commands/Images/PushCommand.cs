using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>push</c>: uploads an image.</summary>
internal static class PushCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var name = ImageName.Parse(context.Words[0]);
        var all = arguments.Bool("all-tags"u8);
        var quiet = arguments.Bool("quiet"u8);
        if (all && name.Tag is not null)
            throw new UsageException("tag can't be used with --all-tags/-a", ExitCodes.Failure) { ShowUsage = false };
        if (!all && name.Tag is null)
        {
            name = name.Tagged;
            if (!quiet)
                context.Out.WriteLine($"Using default tag: {name.Tag}");
        }
        context.Out.Flush();
        Push(context, name, quiet ? NoDisplay.Instance : new TransferDisplay(context.Out, CallerTerminal.OutputIsTerminal), arguments.TextOrNull("platform"u8));
        if (quiet)
            context.Out.WriteLine(name.Full);
        return ExitCodes.Success;
    }

    /// <summary>Uploads an image, or all of a repository where the name has no tag.</summary>
    public static void Push(CommandContext context, ImageName name, IProgress<ProgressMessage> display, string? platform = null) => context.Client.Images.PushAsync(
        new ImagePushRequest
        {
            Name = name.Familiar,
            Tag = name.Tag ?? "",
            Platform = platform,
            RegistryAuth = RegistryLogins.For(name.Domain, context.Config) ?? new AuthConfig(),
        },
        display).GetAwaiter().GetResult();
}

using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>pull</c>: downloads an image.</summary>
internal static class PullCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var name = ImageName.Parse(context.Words[0]);
        var all = arguments.Bool("all-tags"u8);
        if (all && (name.Tag is not null || name.Digest is not null))
            throw new UsageException("tag can't be used with --all-tags/-a", ExitCodes.Failure) { ShowUsage = false };
        var quiet = arguments.Bool("quiet"u8);
        if (!all && name.Tag is null && name.Digest is null)
        {
            name = name.Tagged;
            if (!quiet)
                context.Out.WriteLine($"Using default tag: {name.Tag}");
        }
        context.Out.Flush();
        Pull(context, name, arguments.TextOrNull("platform"u8) ?? GlobalOptions.NonEmpty("DOCKER_DEFAULT_PLATFORM"), quiet ? null : context.Out, CallerTerminal.OutputIsTerminal);
        context.Out.WriteLine(name.Full);
        return ExitCodes.Success;
    }

    /// <summary>Downloads an image; all tags of its repository if the name has none.</summary>
    /// <param name="context">The call.</param>
    /// <param name="name">The image.</param>
    /// <param name="platform">Its platform, or null for the engine's own.</param>
    /// <param name="output">Where it is shown how it goes, or null.</param>
    /// <param name="terminal">Whether that is a terminal.</param>
    public static void Pull(CommandContext context, ImageName name, string? platform, Output? output, bool terminal) =>
        context.Client.Images.PullAsync(
            new ImagePullRequest
            {
                FromImage = name.Familiar,
                Tag = name.Digest ?? name.Tag ?? "",
                Platform = platform,
                RegistryAuth = RegistryLogins.For(name.Domain, context.Config),
            },
            output is null ? NoDisplay.Instance : new TransferDisplay(output, terminal)).GetAwaiter().GetResult();
}

namespace Berth.Cli;

/// <summary><c>tag</c>: gives an image another name.</summary>
internal static class TagCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var target = ImageName.Parse(context.Words[1]);
        if (target.Digest is not null)
            throw new UsageException("refusing to create a tag with a digest reference", ExitCodes.Failure) { ShowUsage = false };
        context.Client.Images.TagAsync(context.Words[0], target.Familiar, target.Tagged.Tag!).GetAwaiter().GetResult();
        return ExitCodes.Success;
    }
}

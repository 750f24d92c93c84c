using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>commit</c>: makes an image of a container's file system.</summary>
internal static class CommitCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context) => Commit(context, context.Words[0], context.Words.Count > 1 ? context.Words[1] : null);

    /// <summary>Makes the image and prints its id.</summary>
    public static int Commit(CommandContext context, string container, string? name)
    {
        var image = name is { Length: > 0 } ? ImageName.Parse(name) : null;
        if (image?.Digest is not null)
            throw new UsageException("cannot commit to digest reference", ExitCodes.Failure) { ShowUsage = false };
        context.Out.WriteLine(context.Client.Images.CommitAsync(new ImageCommitRequest
        {
            Container = container,
            Repository = image?.Familiar ?? "",
            Tag = image?.Tag ?? "",
            Author = context.Arguments.Text("author"u8),
            Comment = context.Arguments.Text("message"u8),
            Pause = context.Arguments.Bool("pause"u8),
            Changes = context.Arguments.List("change"u8),
        }).GetAwaiter().GetResult());
        return ExitCodes.Success;
    }
}

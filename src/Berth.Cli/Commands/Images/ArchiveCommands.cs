using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>save</c>, <c>load</c> and <c>import</c>: images as archives.</summary>
internal static class ArchiveCommands
{
    /// <summary><c>save</c>.</summary>
    public static int Save(CommandContext context)
    {
        using var target = ArchiveTarget.Open(context.Arguments.TextOrNull("output"u8));
        context.Client.Images.SaveAsync(context.Words, target.Stream, context.Arguments.TextOrNull("platform"u8)).GetAwaiter().GetResult();
        target.Commit();
        return ExitCodes.Success;
    }

    /// <summary><c>load</c>.</summary>
    public static int Load(CommandContext context)
    {
        var path = context.Arguments.TextOrNull("input"u8);
        if (path is null && CallerTerminal.InputIsTerminal)
            throw Refused("requested load from stdin, but stdin is empty");
        using var source = Open(path);
        var quiet = context.Arguments.Bool("quiet"u8) || !CallerTerminal.OutputIsTerminal;
        context.Client.Images.LoadAsync(source, new TransferDisplay(context.Out, CallerTerminal.OutputIsTerminal), quiet, context.Arguments.TextOrNull("platform"u8)).GetAwaiter().GetResult();
        return ExitCodes.Success;
    }

    /// <summary><c>import</c>.</summary>
    public static int Import(CommandContext context)
    {
        var source = context.Words[0];
        var remote = source.StartsWith("http://", StringComparison.Ordinal) || source.StartsWith("https://", StringComparison.Ordinal);
        using var content = remote ? null : Open(source == "-" ? null : source);
        var name = context.Words.Count > 1 ? ImageName.Parse(context.Words[1]) : null;
        var request = new ImageImportRequest
        {
            Source = remote ? source : "-",
            Repository = name?.Familiar ?? "",
            Tag = name?.Tag ?? "",
            Message = context.Arguments.Text("message"u8),
            Changes = context.Arguments.List("change"u8),
            Platform = context.Arguments.TextOrNull("platform"u8),
        };
        context.Client.Images.ImportAsync(request, content, new TransferDisplay(context.Out, CallerTerminal.OutputIsTerminal)).GetAwaiter().GetResult();
        return ExitCodes.Success;
    }

    private static Stream Open(string? path)
    {
        if (path is null)
            return new CallerStream(0);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"open {path}: {CallerFiles.Reason(e)}");
        }
    }

    private static UsageException Refused(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };
}

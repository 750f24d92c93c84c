using Berth.Linux;

namespace Berth.Cli;

/// <summary><c>engine</c>: this process becomes the engine, in the foreground, with the engine's own options.</summary>
internal static class EngineCommand
{
    /// <summary>Runs the command; it only returns if the engine's executable can't be executed.</summary>
    public static int Run(CommandContext context)
    {
        List<string> arguments = ["berth", "engine"];
        if (context.Globals.Root is { } root && !context.Words.Contains("--root"))
            arguments.AddRange(["--root", root]);
        if (context.Globals.Run is { } run && !context.Words.Contains("--run"))
            arguments.AddRange(["--run", run]);
        arguments.AddRange(context.Words);
        using var engine = EngineExecutable.Open();
        CurrentProcess.Execute(engine, "berth engine", arguments, EngineProcess.CallerEnvironment());
        return ExitCodes.Failure;
    }
}

namespace Berth.Build;

/// <summary>An instruction with its meaning: a closed set. Variables are not replaced yet; words keep their quotes until they are.</summary>
internal abstract record Instruction
{
    private Instruction()
    {
    }

    /// <summary>What it was read from: its line, for errors, and its text, for output and history.</summary>
    public required SyntaxNode Source { get; init; }

    /// <summary>Begins a stage.</summary>
    internal sealed record From(string Image, string? Platform, string? Stage) : Instruction;

    /// <summary>Runs a command in a container of the image so far.</summary>
    internal sealed record Run(CommandForm Command, IReadOnlyList<MountFlag> Mounts, string? Network, string? Security) : Instruction;

    /// <summary>The image's default command.</summary>
    internal sealed record Cmd(CommandForm Command) : Instruction;

    /// <summary>The image's program.</summary>
    internal sealed record Entrypoint(CommandForm Command) : Instruction;

    /// <summary>Labels of the image.</summary>
    internal sealed record Label(IReadOnlyList<(string Name, string Value)> Pairs) : Instruction;

    /// <summary>The image's author.</summary>
    internal sealed record Maintainer(string Name) : Instruction;

    /// <summary>Ports that the image listens on.</summary>
    internal sealed record Expose(IReadOnlyList<string> Ports) : Instruction;

    /// <summary>Variables of the image and of the instructions after it.</summary>
    internal sealed record Env(IReadOnlyList<(string Name, string Value)> Pairs) : Instruction;

    /// <summary>Puts files into the image: COPY and ADD.</summary>
    internal sealed record Copy(bool IsAdd, IReadOnlyList<string> Sources, string Target, CopyOptions Options) : Instruction;

    /// <summary>Paths that are volumes.</summary>
    internal sealed record Volume(IReadOnlyList<string> Paths) : Instruction;

    /// <summary>The user of the instructions after it and of the container.</summary>
    internal sealed record User(string Name) : Instruction;

    /// <summary>The working folder of the instructions after it and of the container.</summary>
    internal sealed record Workdir(string Path) : Instruction;

    /// <summary>Variables that the caller may set for the build.</summary>
    internal sealed record Arg(IReadOnlyList<(string Name, string? Default)> Pairs) : Instruction;

    /// <summary>An instruction for images that are built from this one.</summary>
    internal sealed record OnBuild(string Trigger) : Instruction;

    /// <summary>The signal that stops the container.</summary>
    internal sealed record StopSignal(string Signal) : Instruction;

    /// <summary>How health is checked; no command: not at all.</summary>
    internal sealed record Healthcheck(CommandForm? Command, HealthcheckTimes Times, int Retries) : Instruction;

    /// <summary>The program that runs shell forms.</summary>
    internal sealed record Shell(IReadOnlyList<string> Words) : Instruction;
}

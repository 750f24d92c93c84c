using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>run</c> and <c>create</c>: make a container from an image, and start it.</summary>
internal static class RunCommand
{
    /// <summary><c>create</c>.</summary>
    public static int Create(CommandContext context)
    {
        context.Out.WriteLine(CreateContainer(context, out _));
        return ExitCodes.Success;
    }

    /// <summary><c>run</c>.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        if (arguments.Bool("interactive"u8) && arguments.Bool("tty"u8) && !arguments.Bool("detach"u8) && !CallerTerminal.InputIsTerminal)
            throw new UsageException("the input device is not a TTY", ExitCodes.Failure) { ShowUsage = false };
        try
        {
            var id = CreateForRun(context, out var request);
            if (arguments.Bool("detach"u8))
            {
                context.Out.WriteLine(id);   // it is there, whether or not it starts
                context.Client.Containers.StartAsync(id).GetAwaiter().GetResult();
                return ExitCodes.Success;
            }
            return new AttachedRun(context, id)
            {
                Tty = request.Config.Tty,
                Stdin = request.Config.AttachStdin,
                Stdout = request.Config.AttachStdout,
                Stderr = request.Config.AttachStderr,
                ProxySignals = arguments.Bool("sig-proxy"u8),
                DetachKeys = arguments.TextOrNull("detach-keys"u8),
                Until = request.HostConfig.AutoRemove ? WaitCondition.Removed : WaitCondition.NextExit,
                Start = () => context.Client.Containers.StartAsync(id, arguments.TextOrNull("detach-keys"u8)).GetAwaiter().GetResult(),
            }.Carry();
        }
        catch (DockerException e)
        {
            throw new UsageException(ErrorText.Of(e), StartExitCode(e.Message)) { ShowUsage = false, ShowHelp = true };
        }
    }

    /// <summary>The exit code of a container that could not be started: that of a shell where the command is missing or can't be run.</summary>
    public static int StartExitCode(string message)
    {
        if (message.Contains("executable file not found", StringComparison.Ordinal) || message.Contains("no such file or directory", StringComparison.Ordinal))
            return ExitCodes.NotFound;
        return message.Contains("permission denied", StringComparison.Ordinal) || message.Contains("is a directory", StringComparison.Ordinal)
            ? ExitCodes.NotExecutable
            : ExitCodes.Usage;
    }

    // What `create` refuses with 1, a wrong image name, `run` refuses with 125 as all that goes wrong before the container runs.
    private static string CreateForRun(CommandContext context, out ContainerCreateRequest request)
    {
        try
        {
            return CreateContainer(context, out request);
        }
        catch (UsageException e) when (!e.ShowUsage && e.ExitCode == ExitCodes.Failure)
        {
            throw new UsageException(e.Message) { ShowUsage = false };
        }
    }

    private static string CreateContainer(CommandContext context, out ContainerCreateRequest request)
    {
        var arguments = context.Arguments;
        request = ContainerRequest.Build(arguments, new CallerFiles());
        request = request with { Config = request.Config with { Env = ProxySettings.Added(request.Config.Env, ProxySettings.Of(context.Config, context.Address.Text)) } };
        if (request.Config.Tty && CallerTerminal.Size is { Rows: > 0 } size)
            request = request with { HostConfig = request.HostConfig with { ConsoleSize = [size.Rows, size.Columns] } };
        var cidFile = CidFile.Prepare(request.HostConfig.ContainerIDFile);
        var pull = arguments.Text("pull"u8);
        if (pull is not ("always" or "missing" or "never"))
            throw new UsageException($"invalid pull option: '{pull}': must be one of \"always\", \"missing\" or \"never\"") { ShowUsage = false };
        var image = ImageName.Parse(request.Config.Image);
        var platform = arguments.TextOrNull("platform"u8) ?? GlobalOptions.NonEmpty("DOCKER_DEFAULT_PLATFORM");
        if (pull == "always")
            Pull(context, image, platform);
        var name = arguments.TextOrNull("name"u8);
        var response = Create(context, name, platform, request, image, pull == "missing");
        foreach (var warning in response.Warnings ?? [])
            context.Error.WriteLine("WARNING: " + warning);
        context.Error.Flush();
        cidFile?.Write(response.Id);
        return response.Id;
    }

    private static ContainerCreateResponse Create(CommandContext context, string? name, string? platform, ContainerCreateRequest request, ImageName image, bool pull)
    {
        try
        {
            return context.Client.Containers.CreateAsync(name, platform, request).GetAwaiter().GetResult();
        }
        catch (DockerException e) when (pull && e.Kind == DockerErrorKind.NotFound && e.Message.Contains("No such image", StringComparison.Ordinal))
        {
            if (!context.Arguments.Bool("quiet"u8))
            {
                context.Error.WriteLine($"Unable to find image '{image.Tagged.FamiliarWithTag}' locally");
                context.Error.Flush();
            }
            Pull(context, image, platform);
            return context.Client.Containers.CreateAsync(name, platform, request).GetAwaiter().GetResult();
        }
    }

    private static void Pull(CommandContext context, ImageName image, string? platform) =>
        PullCommand.Pull(context, image.Tagged, platform, context.Arguments.Bool("quiet"u8) ? null : context.Error, CallerTerminal.ErrorIsTerminal);
}

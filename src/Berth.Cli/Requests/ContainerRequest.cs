using Berth.Docker;

namespace Berth.Cli;

/// <summary>Makes the request for a container out of the options of <c>run</c> and <c>create</c>, member for member as the docker command line does.</summary>
internal static class ContainerRequest
{
    /// <summary>Makes the request.</summary>
    /// <param name="arguments">The options, and the image with the command's words.</param>
    /// <param name="files">Reads the files that options name and knows the caller's environment.</param>
    /// <exception cref="UsageException">An option's value is wrong, or two don't go together.</exception>
    public static ContainerCreateRequest Build(ParsedArguments arguments, ICallerFiles files)
    {
        CheckConflicts(arguments);
        var words = arguments.Words;
        var networking = NetworkOptions.Read(arguments);
        var mounts = MountOptions.Read(arguments, files);
        var ports = PortOptions.Read(arguments);
        return new ContainerCreateRequest
        {
            Config = Config(arguments, files, words, mounts, ports),
            HostConfig = HostOptions.Read(arguments, files, networking, mounts, ports),
            NetworkingConfig = new NetworkingConfig { EndpointsConfig = networking.Endpoints },
        };
    }

    private static ContainerConfig Config(ParsedArguments arguments, ICallerFiles files, List<string> words, MountOptions mounts, PortOptions ports)
    {
        var interactive = arguments.Bool("interactive"u8);
        var detached = arguments.Row.Name == "run" && arguments.Bool("detach"u8);
        var (stdin, stdout, stderr) = detached ? default : Attached(arguments.List("attach"u8), interactive);
        return new ContainerConfig
        {
            Hostname = arguments.Text("hostname"u8),
            Domainname = arguments.Text("domainname"u8),
            User = arguments.Text("user"u8),
            Tty = arguments.Bool("tty"u8),
            OpenStdin = interactive,
            StdinOnce = interactive && stdin,
            AttachStdin = stdin,
            AttachStdout = stdout,
            AttachStderr = stderr,
            ExposedPorts = ports.Exposed,
            Env = EnvironmentOptions.Read(arguments, "env"u8, "env-file"u8, files),
            Cmd = words.Count > 1 ? words.GetRange(1, words.Count - 1) : null,
            Healthcheck = HealthOptions.Read(arguments),
            Image = words[0],
            Volumes = mounts.Anonymous,
            WorkingDir = arguments.Text("workdir"u8),
            Entrypoint = arguments.TextOrNull("entrypoint"u8) is { } entrypoint ? [entrypoint] : null,
            MacAddress = null,
            Labels = LabelOptions.Read(arguments, files),
            StopSignal = arguments.TextOrNull("stop-signal"u8) is { Length: > 0 } signal ? signal : null,
            StopTimeout = (int?)arguments.Int("stop-timeout"u8),
        };
    }

    // Without --attach: the two outputs, and the input if it is kept open.
    private static (bool Stdin, bool Stdout, bool Stderr) Attached(List<string> streams, bool interactive)
    {
        if (streams.Count == 0)
            return (interactive, true, true);
        var result = (Stdin: interactive, Stdout: false, Stderr: false);
        foreach (var stream in streams)
        {
            if (stream.Equals("stdin", StringComparison.OrdinalIgnoreCase))
                result.Stdin = true;
            else if (stream.Equals("stdout", StringComparison.OrdinalIgnoreCase))
                result.Stdout = true;
            else if (stream.Equals("stderr", StringComparison.OrdinalIgnoreCase))
                result.Stderr = true;
            else
                throw UsageException.BadValue(stream, "-a, --attach", "valid streams are STDIN, STDOUT and STDERR");
        }
        return result;
    }

    private static void CheckConflicts(ParsedArguments arguments)
    {
        if (arguments.Bool("rm"u8) && arguments.TextOrNull("restart"u8) is not ("no" or ""))
            throw Conflict("conflicting options: cannot specify both --restart and --rm");
        if (arguments.Int("memory-swappiness"u8) is { } swappiness and not (-1 or (>= 0 and <= 100)))
            throw Conflict($"invalid value: {swappiness}. Valid memory swappiness range is 0-100");
        if (arguments.Row.Name != "run" || !arguments.Bool("detach"u8))
            return;
        if (arguments.Has("attach"u8))
            throw Conflict("conflicting options: cannot specify both --attach and --detach");
    }

    private static UsageException Conflict(string message) => new(message) { ShowUsage = false };
}

using System.Text.Json;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>build</c>: builds an image from a Dockerfile.</summary>
internal static class BuildCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        RefuseUnsupported(arguments);
        var source = context.Words[0];
        var quiet = arguments.Bool("quiet"u8);
        var remote = IsRemote(source);
        var (folder, dockerfile, inline) = remote ? (source, arguments.Text("file"u8), null) : Local(source, arguments.TextOrNull("file"u8));
        using var input = new CallerStream(0);
        var start = source == "-" ? ReadStart(input) : [];
        var buildContext = source == "-" ? OfInput(start, input) : remote ? null : new BuildContext(folder, dockerfile, inline);
        var request = Request(arguments, context.Config) with
        {
            BuildArgs = Arguments(arguments.List("build-arg"u8), ProxySettings.Of(context.Config, context.Address.Text)),
            Dockerfile = buildContext?.DockerfileName ?? dockerfile,
            Remote = remote ? source : "",
            Quiet = quiet,
            Secrets = SecretOption.Read(arguments.List("secret"u8)),
            SshAgents = SecretOption.Agents(arguments.List("ssh"u8), context.Address),
        };
        using var archive = buildContext?.Open() ?? (remote ? Stream.Null : new StartedStream(start, input));
        var display = new BuildDisplay(quiet || arguments.Text("progress"u8) is "none" or "quiet" ? null : context.Error);
        context.Client.Builder.BuildAsync(request, archive, display).GetAwaiter().GetResult();
        if (arguments.TextOrNull("iidfile"u8) is { } file)
            File.WriteAllText(file, display.ImageId);
        if (quiet)
            context.Out.WriteLine(display.ImageId);
        return ExitCodes.Success;
    }

    // Enough to tell an archive from a Dockerfile.
    private static byte[] ReadStart(Stream input)
    {
        var start = new byte[ContextArchive.HeaderLength];
        return start[..input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    // Standard input is an archive, which is sent as it is, or a Dockerfile alone.
    private static BuildContext? OfInput(byte[] start, Stream input) =>
        ContextArchive.IsArchive(start) ? null : BuildContext.OfDockerfile(ReadAll(start, input), "Dockerfile");

    private static byte[] ReadAll(byte[] start, Stream rest)
    {
        using var all = new MemoryStream();
        all.Write(start);
        rest.CopyTo(all);
        return all.Length > 0 ? all.ToArray() : throw Refused("the Dockerfile (standard input) cannot be empty");
    }

    private static BuildRequest Request(ParsedArguments arguments, ClientConfig config) => new()
    {
        Tags = arguments.List("tag"u8).ConvertAll(static tag => ImageName.Parse(tag).Tagged.FamiliarWithTag),
        Labels = KeyValue.Map(arguments.List("label"u8)),
        NoCache = arguments.Bool("no-cache"u8),
        CacheFrom = arguments.List("cache-from"u8),
        Pull = arguments.Bool("pull"u8),
        Remove = arguments.Bool("rm"u8),
        ForceRemove = arguments.Bool("force-rm"u8),
        Target = arguments.Text("target"u8),
        Platform = arguments.List("platform"u8) is { Count: > 0 } platforms ? platforms[0] : GlobalOptions.NonEmpty("DOCKER_DEFAULT_PLATFORM") ?? "",
        NetworkMode = arguments.Text("network"u8),
        ExtraHosts = arguments.Csv("add-host"u8),
        SecurityOpt = arguments.Csv("security-opt"u8),
        Ulimits = ResourceOptions.Ulimits(arguments),
        ShmSize = HostOptions.Memory(arguments, "shm-size"u8),
        Squash = arguments.Bool("squash"u8),
        Memory = HostOptions.Memory(arguments, "memory"u8),
        MemorySwap = HostOptions.Memory(arguments, "memory-swap"u8),
        CpuShares = arguments.Number("cpu-shares"u8),
        CpuPeriod = arguments.Number("cpu-period"u8),
        CpuQuota = arguments.Number("cpu-quota"u8),
        CpusetCpus = arguments.Text("cpuset-cpus"u8),
        CpusetMems = arguments.Text("cpuset-mems"u8),
        CgroupParent = arguments.Text("cgroup-parent"u8),
        AuthConfigs = Logins(config),
    };

    // A name without a value has the caller's; what the caller hasn't is not passed on.
    private static Dictionary<string, string?> Arguments(List<string> given, IReadOnlyDictionary<string, string> proxies)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var argument in given)
        {
            var (name, value) = KeyValue.Split(argument);
            if ((value ?? Environment.GetEnvironmentVariable(name)) is { } text)
                values[name] = text;
        }
        foreach (var (name, value) in proxies)
            values.TryAdd(name, value);
        return values;
    }

    private static Dictionary<string, AuthConfig> Logins(ClientConfig config)
    {
        var logins = new Dictionary<string, AuthConfig>(StringComparer.Ordinal);
        if (config.Object("auths"u8) is not { } auths)
            return logins;
        foreach (var entry in auths.EnumerateObject())
        {
            var domain = entry.Name == RegistryLogins.DefaultServer ? ImageName.DefaultDomain : entry.Name;
            if (RegistryLogins.For(domain, config) is { } login)
                logins[entry.Name] = login;
        }
        return logins;
    }

    // A Dockerfile from standard input replaces the folder's; one outside of the folder is carried along.
    private static (string Folder, string Dockerfile, string? Inline) Local(string source, string? file)
    {
        if (source == "-")
            return file == "-" ? throw Refused("invalid argument: can't use stdin for both build context and dockerfile") : (source, file ?? "", null);
        if (!Directory.Exists(source))
            throw Refused(File.Exists(source) ? $"context must be a directory: {source}" : $"unable to prepare context: path {GoQuote.Double(source)} not found");
        if (file != "-")
            return (source, file is null ? "" : Path.GetFullPath(file), null);
        using var input = new CallerStream(0);
        using var reader = new StreamReader(input);
        return (source, "", reader.ReadToEnd());
    }

    private static bool IsRemote(string source) =>
        source.StartsWith("http://", StringComparison.Ordinal) || source.StartsWith("https://", StringComparison.Ordinal) || GitAddress.Names(source);

    // What only BuildKit does: said, never passed over.
    private static void RefuseUnsupported(ParsedArguments arguments)
    {
        string[] options = ["allow", "annotation", "attest", "build-context", "cache-to", "metadata-file", "no-cache-filter", "output", "provenance", "sbom"];
        foreach (var option in options)
        {
            if (arguments.GivenNames.Contains(option) && arguments.TextOrNull(System.Text.Encoding.ASCII.GetBytes(option)) is not ("false" or "type=docker"))
                throw Refused($"--{option} needs a BuildKit builder, which this engine doesn't have: build without it");
        }
        if (arguments.Bool("check"u8) || arguments.Text("call"u8) != "build")
            throw Refused("--check and --call need a BuildKit builder, which this engine doesn't have");
        if (arguments.Bool("push"u8))
            throw Refused("--push needs a BuildKit builder, which this engine doesn't have: build with -t, then push");
        if (arguments.List("platform"u8).Count > 1)
            throw Refused("several platforms in one build need a BuildKit builder, which this engine doesn't have");
    }

    private static UsageException Refused(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };

    private sealed class BuildDisplay(Output? output) : IProgress<ProgressMessage>
    {
        public string ImageId { get; private set; } = "";

        public void Report(ProgressMessage value)
        {
            if (value.Aux is { ValueKind: JsonValueKind.Object } aux && aux.TryGetProperty("ID", out var id))
                ImageId = id.GetString() ?? "";
            if (output is null)
            {
                if (ImageId.Length == 0 && value.Stream?.StartsWith("sha256:", StringComparison.Ordinal) is true)
                    ImageId = value.Stream.Trim();
                return;
            }
            if (value.Stream is { } text)
                output.Write(text);
            else if (value.Status is { } status && value.ProgressDetail is not { Current: > 0 })
                output.WriteLine(string.IsNullOrEmpty(value.Id) ? status : $"{value.Id}: {status}");
            output.Flush();
        }
    }
}

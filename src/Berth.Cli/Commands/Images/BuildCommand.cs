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
        var quiet = arguments.Bool("quiet"u8);
        var outputs = new BuildOutputs(arguments);
        using var source = BuildSource.Of(context.Words[0], arguments.TextOrNull("file"u8));
        var request = Request(arguments, context.Config) with
        {
            Tags = outputs.Tags,
            BuildArgs = Arguments(arguments.List("build-arg"u8), ProxySettings.Of(context.Config, context.Address.Text)),
            Contexts = source.Named(arguments.List("build-context"u8)),
            Dockerfile = source.Dockerfile,
            Remote = source.Remote,
            Quiet = quiet,
            Secrets = SecretOption.Read(arguments.List("secret"u8)),
            SshAgents = SecretOption.Agents(arguments.List("ssh"u8), context.Address),
        };
        RequireOwnEngine(context, request, outputs);
        using var archive = source.Open();
        var display = new BuildDisplay(quiet || arguments.Text("progress"u8) is "none" or "quiet" ? null : context.Error);
        context.Client.Builder.BuildAsync(request, archive, display).GetAwaiter().GetResult();
        outputs.Write(context, display.ImageId, quiet);
        if (quiet && outputs.NamesImage && !outputs.UsesOutput)
            context.Out.WriteLine(display.ImageId);
        return ExitCodes.Success;
    }

    private static void RequireOwnEngine(CommandContext context, BuildRequest request, BuildOutputs outputs)
    {
        var what = request.Contexts.Count > 0 ? "--build-context" : request.NoCacheStages.Count > 0 ? "--no-cache-filter" : outputs.NeedsFiles ? "--output with type local or tar" : null;
        if (what is not null)
            NamedContext.RequireAsync(context.Client.System, what).GetAwaiter().GetResult();
    }

    private static BuildRequest Request(ParsedArguments arguments, ClientConfig config) => new()
    {
        Labels = KeyValue.Map(arguments.List("label"u8)),
        NoCache = arguments.Bool("no-cache"u8),
        NoCacheStages = arguments.Csv("no-cache-filter"u8),
        CacheFrom = arguments.List("cache-from"u8),
        Pull = arguments.Bool("pull"u8),
        Remove = arguments.Bool("rm"u8),
        ForceRemove = arguments.Bool("force-rm"u8),
        Target = arguments.Text("target"u8),
        Platform = arguments.List("platform"u8) is { Count: > 0 } platforms ? platforms[0] : GlobalOptions.NonEmpty("DOCKER_DEFAULT_PLATFORM") ?? "",
        NetworkMode = arguments.Text("network"u8),
        ExtraHosts = arguments.Csv("add-host"u8),
        Entitlements = Entitlements(arguments.List("allow"u8)),
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

    // A step on the host's network is told by the Dockerfile or --network, and asks for no more here.
    private static List<string> Entitlements(List<string> allowed) =>
        allowed.Find(static a => a is not ("security.insecure" or "network.host")) is { } other ? throw Refused($"unknown entitlement {other}: there are security.insecure and network.host") : allowed;

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

    // What only BuildKit does: said, never passed over.
    private static void RefuseUnsupported(ParsedArguments arguments)
    {
        string[] options = ["annotation", "attest", "cache-to", "provenance", "sbom"];
        foreach (var option in options)
        {
            if (arguments.GivenNames.Contains(option) && arguments.TextOrNull(System.Text.Encoding.ASCII.GetBytes(option)) is not "false")
                throw Refused($"--{option} needs a BuildKit builder, which this engine doesn't have: build without it");
        }
        if (arguments.Bool("check"u8) || arguments.Text("call"u8) != "build")
            throw Refused("--check and --call need a BuildKit builder, which this engine doesn't have");
        if (arguments.List("platform"u8).Count > 1)
            throw Refused("several platforms in one build need a BuildKit builder, which this engine doesn't have");
    }

    /// <summary>The error of a build that can't begin.</summary>
    public static UsageException Refused(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };

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

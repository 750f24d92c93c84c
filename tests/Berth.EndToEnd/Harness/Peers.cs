namespace Berth.EndToEnd;

/// <summary>The stock Docker client, Compose and Docker Engine, in the peers' own root.</summary>
internal static class Peers
{
    private static readonly Lazy<string?> s_script = new(Up);

    /// <summary>The script that runs commands among the peers; null where there are none.</summary>
    public static string? Script => s_script.Value;

    /// <summary>Docker Engine's socket, outside of the peers' root too.</summary>
    public const string EngineAddress = "unix:///run/peers/docker.sock";

    /// <summary>The words before a command that runs among the peers. Skips the test where they can't be installed.</summary>
    public static string[] Prefix
    {
        get
        {
            Assert.SkipWhen(s_script.Value is null, "the stock docker client and engine could not be installed here");
            return [s_script.Value, "run"];
        }
    }

    /// <summary>Runs the stock docker client against a test's engine.</summary>
    public static CommandResult Docker(BerthHost host, string folder, string? input, params string[] arguments) =>
        Docker("unix://" + host.Socket, folder, input, arguments);

    /// <summary>Runs the stock docker client against an engine.</summary>
    public static CommandResult Docker(string engine, string folder, string? input, params string[] arguments) =>
        Shell.Run(folder, Environment(engine), input, TimeSpan.FromSeconds(120), [.. Prefix, "docker", .. arguments]);

    /// <summary>Runs the stock docker client as it comes, which builds by BuildKit's API.</summary>
    public static CommandResult BuildKit(BerthHost host, string folder, string? input, params string[] arguments) =>
        Shell.Run(folder, new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix://" + host.Socket, ["COMPOSE_PROJECT_NAME"] = null }, input, TimeSpan.FromSeconds(120), [.. Prefix, "docker", .. arguments]);

    /// <summary>The variables for the stock client: the engine, and the classic builder, the one that every engine has.</summary>
    public static Dictionary<string, string?> Environment(string engine) => new()
    {
        ["DOCKER_HOST"] = engine,
        ["DOCKER_BUILDKIT"] = "0",
        ["COMPOSE_BAKE"] = "false",
        ["COMPOSE_PROJECT_NAME"] = null,
        ["DJANGO_SETTINGS_MODULE"] = null,
    };

    /// <summary>Brings the tests' images to Docker Engine, under the names that compose files have for them.</summary>
    public static void Pull(TestRegistry registry, params string[] images)
    {
        foreach (string image in images)
        {
            string there = $"{new Uri(registry.Address).Authority}/library/{image}";
            Docker(EngineAddress, "/", null, "pull", "-q", there).Succeeds();
            Docker(EngineAddress, "/", null, "tag", there, image).Succeeds();
            Docker(EngineAddress, "/", null, "rmi", there).Succeeds();
        }
    }

    /// <summary>The script that runs commands among the peers, once it has brought them up; null where it isn't or can't.</summary>
    private static string? Up()
    {
        string script = Path.Combine(Repository.Shared ?? "", "tools", "peers.sh");
        if (!File.Exists(script)) return null;
        var up = Shell.Run("/", null, null, TimeSpan.FromMinutes(15), "bash", "-c", $"'{script}' up </dev/null");
        return up.ExitCode == 0 && up.Output.Trim().Length > 0 ? script : null;
    }
}

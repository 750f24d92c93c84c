namespace Berth.EndToEnd;

/// <summary>The stock Docker client and Compose, from the machine or from the peers' own root.</summary>
internal static class Peers
{
    private static readonly Lazy<string?> s_root = new(Up);

    /// <summary>The script that runs commands among the peers; null where there are none.</summary>
    public static string? Script => s_root.Value;

    /// <summary>Runs the stock docker client against an engine's socket.</summary>
    public static CommandResult Docker(BerthHost host, string folder, string? input, params string[] arguments)
    {
        Assert.SkipWhen(s_root.Value is null, "the stock docker client could not be installed here");
        var environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix://" + host.Socket, ["DOCKER_BUILDKIT"] = "0" };
        return Shell.Run(folder, environment, input, TimeSpan.FromSeconds(120), [s_root.Value, "run", "docker", .. arguments]);
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

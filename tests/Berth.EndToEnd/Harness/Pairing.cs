namespace Berth.EndToEnd;

/// <summary>A command line and an engine that it drives; each is ours (<c>berth</c>) or the stock one (<c>docker</c>).</summary>
internal sealed class Pairing
{
    private readonly string[] _command;
    private readonly IReadOnlyDictionary<string, string?> _environment;

    /// <param name="host">Our engine, which is started if it is the one.</param>
    /// <param name="client"><c>berth</c> or <c>docker</c>.</param>
    /// <param name="engine"><c>berth</c> or <c>docker</c>.</param>
    public Pairing(BerthHost host, string client, string engine)
    {
        string address = engine == "docker" ? Peers.EngineAddress : "unix://" + host.Socket;
        if (engine == "docker") _ = Peers.Prefix;
        else if (client == "docker") host.Berth("ps").Succeeds();
        _command = client == "docker" ? [.. Peers.Prefix, "docker"] : [Repository.Berth];
        _environment = client == "docker" ? Peers.Environment(address)
            : engine == "docker" ? new Dictionary<string, string?>(host.Environment) { ["DOCKER_HOST"] = address, ["BERTH_RUN"] = null, ["BERTH_ROOT"] = null }
            : host.Environment;
    }

    /// <summary>Runs a command with docker's grammar.</summary>
    public CommandResult Run(string folder, params string[] words) => RunWithInput(folder, null, words);

    /// <summary>Runs a command with a standard input.</summary>
    public CommandResult RunWithInput(string folder, string? input, params string[] words) =>
        Shell.Run(folder, _environment, input, TimeSpan.FromSeconds(150), [.. _command, .. words]);

    /// <summary>Runs a command on a terminal of its own; see <see cref="Terminal"/>.</summary>
    public CommandResult RunOnTerminal(string folder, (int Rows, int Columns) size, (string Await, string Type)[] steps, params string[] words) =>
        Terminal.Run(_environment, folder, size, steps, [.. _command, .. words]);

    /// <summary>Runs a command of <c>compose</c>.</summary>
    public CommandResult Compose(string folder, params string[] words) => Run(folder, ["compose", .. words]);

    /// <summary>The full ids of a project's containers, running or not, in order.</summary>
    public string[] Containers(string project) =>
        [.. Run("/", "ps", "-aq", "--no-trunc", "--filter", "label=com.docker.compose.project=" + project).Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
}

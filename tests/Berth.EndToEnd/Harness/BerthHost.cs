using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Berth.EndToEnd;

/// <summary>
/// An engine of a test's own, with its folders in a temporary one; it starts when the first command needs it, as a user's does.
/// Disposing ends it and fails the test if anything of it is left on the host.
/// </summary>
internal sealed class BerthHost : IDisposable
{
    private readonly string _folder;
    private readonly NetworkStage? _stage;
    private readonly HostState _before;

    /// <param name="registry">Where its images come from.</param>
    /// <param name="stage">A host of its own that it runs on; null: this one.</param>
    /// <param name="configuration">More of the engine's configuration, as members of a JSON object.</param>
    public BerthHost(TestRegistry registry, NetworkStage? stage = null, string configuration = "")
    {
        _stage = stage;
        _before = HostState.Of(stage);
        _folder = Directory.CreateTempSubdirectory("berth-e2e-").FullName;
        Root = Path.Combine(_folder, "root");
        Run = Path.Combine(_folder, "run");
        File.WriteAllText(Path.Combine(_folder, "engine.json"), $$"""
            {
              "registry-mirrors": ["{{stage?.Registry ?? registry.Address}}"],
              "default-address-pools": [{"base": "10.192.0.0/12", "size": 24}]{{(configuration.Length > 0 ? "," : "")}}
              {{configuration}}
            }
            """);   // Docker's pools hold 31 networks, of all the engines of a machine together
        Environment = new Dictionary<string, string?>
        {
            ["BERTH_ROOT"] = Root,
            ["BERTH_RUN"] = Run,
            ["BERTH_ENGINE_CONFIG"] = Path.Combine(_folder, "engine.json"),
            ["DOCKER_HOST"] = null,
            ["COMPOSE_PROJECT_NAME"] = null,
            ["DJANGO_SETTINGS_MODULE"] = null,
            ["NO_COLOR"] = null,
        };
    }

    /// <summary>The engine's state folder.</summary>
    public string Root { get; }

    /// <summary>The engine's run folder.</summary>
    public string Run { get; }

    /// <summary>The engine's socket.</summary>
    public string Socket => Path.Combine(Run, "berth.sock");

    /// <summary>The variables that point a command at this engine; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>A folder for the test's files.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, "projects", name)).FullName;

    /// <summary>A folder of the host's with a Dockerfile and the files beside it; it is made, or written again.</summary>
    /// <returns>Its path.</returns>
    public string Project(string name, string dockerfile, params (string Path, string Content)[] files)
    {
        string folder = Folder(name);
        foreach (var (path, content) in files.Append(("Dockerfile", dockerfile)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), content);
        }

        return folder;
    }

    /// <summary>A copy of one of the repository's examples.</summary>
    public string Example(string name)
    {
        string folder = Folder(name);
        Shell.Run("cp", "-a", Path.Combine(Repository.Root, "examples", name) + "/.", folder).Succeeds();
        return folder;
    }

    /// <summary>The binary by another name, which is a link to it.</summary>
    public string CalledAs(string name)
    {
        string link = Path.Combine(Folder("bin"), name);
        if (!File.Exists(link)) File.CreateSymbolicLink(link, Repository.Berth);
        return link;
    }

    /// <summary>Runs <c>berth</c> with these arguments in a folder.</summary>
    public CommandResult BerthIn(string folder, params string[] arguments) =>
        Shell.Run(folder, Environment, null, TimeSpan.FromSeconds(120), [.. Inside(folder), Repository.Berth, .. arguments]);

    /// <summary>Runs <c>berth</c> with these arguments.</summary>
    public CommandResult Berth(params string[] arguments) => BerthIn(_folder, arguments);

    /// <summary>Runs <c>berth</c> with a standard input.</summary>
    public CommandResult BerthWithInput(string input, params string[] arguments) =>
        Shell.Run(_folder, Environment, input, TimeSpan.FromSeconds(120), [.. Inside(_folder), Repository.Berth, .. arguments]);

    /// <summary>Starts <c>berth</c> and leaves it running.</summary>
    public Process Start(string folder, params string[] arguments) => Shell.Start(folder, Environment, [.. Inside(folder), Repository.Berth, .. arguments]);

    /// <summary>The engine's process id.</summary>
    public int EnginePid()
    {
        using var info = JsonDocument.Parse(File.ReadAllText(Path.Combine(Run, "engine.json")));
        return info.RootElement.GetProperty("Pid").GetInt32();
    }

    /// <summary>Kills the engine and waits for its end: a command that meets one that is just dying is told that the connection broke.</summary>
    public void KillEngine(string signal = "-9")
    {
        int pid = EnginePid();
        Shell.Run("kill", signal, pid.ToString(CultureInfo.InvariantCulture)).Succeeds();
        for (var waited = Stopwatch.StartNew(); Directory.Exists($"/proc/{pid}") && waited.Elapsed < TimeSpan.FromSeconds(20);) Thread.Sleep(5);
    }

    /// <summary>A container's first process, on the host.</summary>
    public int ContainerPid(string container) =>
        int.Parse(Berth("inspect", "-f", "{{.State.Pid}}", container).Succeeds().Output.Trim(), CultureInfo.InvariantCulture);

    /// <summary>What is on the host of this engine's, itself and its control groups apart.</summary>
    public IReadOnlyList<string> LeftBesideTheEngine() =>
        [.. _before.LeftBy(Root, Run).Where(l => !l.StartsWith($"process {EnginePid()} ", StringComparison.Ordinal) && !l.StartsWith("cgroup ", StringComparison.Ordinal))];

    private string[] Inside(string folder) => _stage?.Enter(folder) ?? [];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (File.Exists(Socket))
        {
            Shell.Run("/", Environment, null, TimeSpan.FromSeconds(60), [.. Inside("/"), "sh", "-c",
                $"ids=$('{Repository.Berth}' ps -aq) && [ -n \"$ids\" ] && '{Repository.Berth}' rm -fv $ids; '{Repository.Berth}' network prune -f; true"]);
            if (File.Exists(Path.Combine(Run, "engine.json")))
            {
                KillEngine("-15");
            }
        }

        // The kernel takes links down a moment after their namespace's last process.
        IReadOnlyList<string> left = _before.LeftBy(Root, Run);
        for (var waited = Stopwatch.StartNew(); left.Count > 0 && waited.Elapsed < TimeSpan.FromSeconds(5); left = _before.LeftBy(Root, Run)) Thread.Sleep(20);
        string engineLog = File.Exists(Path.Combine(Run, "engine.log")) ? File.ReadAllText(Path.Combine(Run, "engine.log")) : "";
        if (!left.Any(l => l.StartsWith("mount ", StringComparison.Ordinal) || l.StartsWith("process ", StringComparison.Ordinal)))
        {
            Directory.Delete(_folder, recursive: true);   // also after a failure: a folder that stays keeps its networks' subnets from all other engines
        }

        Assert.True(left.Count == 0, "left on the host:\n" + string.Join('\n', left) + "\n--- engine's log\n" + engineLog);
    }
}

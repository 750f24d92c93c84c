namespace Berth.EndToEnd;

/// <summary>Two projects that meet on the network b2b, on an engine of their own, shared by the tests of a class.</summary>
public abstract class TwoProjects(TestRegistry registry) : IDisposable
{
    private string? _folder;

    internal BerthHost Host { get; } = new(registry);

    /// <summary>The words that call the program.</summary>
    private protected abstract string[] Program { get; }

    /// <summary>Lays files over the example's.</summary>
    private protected virtual string Lay(string folder) => folder;

    internal string Folder => _folder ??= Lay(Host.Example("two-projects"));

    internal string FolderOf(int project) => Path.Combine(Folder, "project" + project);

    internal CommandResult Compose(int project, params string[] arguments) =>
        Shell.Run(FolderOf(project), Host.Environment, null, TimeSpan.FromSeconds(120), [.. Program, .. arguments]);

    /// <summary>Brings both projects up; what runs stays.</summary>
    /// <returns>What the second said.</returns>
    internal CommandResult Up()
    {
        if (Host.Berth("images", "-q", "h2h").Output.Length == 0) Host.BerthIn(Folder, "build", "-t", "h2h", "app").Succeeds();
        Compose(1, "up", "-d").Succeeds();
        return Compose(2, "up", "-d").Succeeds();
    }

    /// <summary>Removes both with their volumes.</summary>
    internal void Remove()
    {
        Compose(2, "down", "-v", "-t", "1").Succeeds();
        Compose(1, "down", "-v", "-t", "1").Succeeds();
    }

    /// <summary>Runs a line of bash in a container.</summary>
    internal CommandResult In(string container, string line) => Host.Berth("exec", container, "bash", "-c", line);

    /// <summary>A container's address on a network.</summary>
    internal string AddressOf(string container, string network) =>
        Host.Berth("inspect", "-f", $"{{{{(index .NetworkSettings.Networks \"{network}\").IPAddress}}}}", container).Succeeds().Output.Trim();

    /// <summary>What runs on the command line of a terminal, in a project's folder.</summary>
    internal CommandResult OnTerminal(int project, (int Rows, int Columns) size, (string Await, string Type)[] steps, params string[] arguments) =>
        Terminal.Run(Host, FolderOf(project), size, steps, [.. Program, .. arguments]);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder is not null)
        {
            Compose(2, "down", "-v", "-t", "1");
            Compose(1, "down", "-v", "-t", "1");
        }

        Host.Dispose();
        GC.SuppressFinalize(this);
    }
}

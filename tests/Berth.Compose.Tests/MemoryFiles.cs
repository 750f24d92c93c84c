using System.Text;

namespace Berth.Compose.Tests;

/// <summary>A file system in memory, and loads from it. The caller's folder is <c>/p/app</c>.</summary>
internal sealed class MemoryFiles : IComposeFiles
{
    public const string Folder = "/p/app";

    private readonly Dictionary<string, byte[]> files = [];
    private readonly HashSet<string> folders = ["/", "/p", Folder];

    /// <summary>With one Compose file.</summary>
    public static MemoryFiles Of(string compose) => new MemoryFiles().With("compose.yaml", compose);

    /// <summary>Adds a file; relative paths start at the folder.</summary>
    public MemoryFiles With(string path, string text) => With(path, Encoding.UTF8.GetBytes(text));

    public MemoryFiles With(string path, byte[] bytes)
    {
        string full = Path.GetFullPath(Path.Combine(Folder, path));
        files[full] = bytes;
        for (string? folder = Path.GetDirectoryName(full); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            folders.Add(folder);
        }

        return this;
    }

    public MemoryFiles WithFolder(string path)
    {
        folders.Add(Path.Combine(Folder, path));
        return this;
    }

    /// <summary>A file that is there and can't be read.</summary>
    public string? Locked { get; init; }

    /// <summary>A file that is gone when it is read.</summary>
    public string? Vanishing { get; init; }

    public ComposeFileKind Kind(string path) =>
        files.ContainsKey(path) || path == Locked || path == Vanishing ? ComposeFileKind.File : folders.Contains(path) ? ComposeFileKind.Folder : ComposeFileKind.Missing;

    public byte[] Read(string path) =>
        path == Locked ? throw new UnauthorizedAccessException("no") : path == Vanishing ? throw new FileNotFoundException("gone") : files[path];

    public string? LinkTarget(string path) => null;

    public ComposeLoadOptions Options(params string[] environment) => new()
    {
        WorkingDirectory = Folder,
        Environment = environment.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
        FileAccess = this,
    };

    public ComposeLoadResult Load(params string[] environment) => ComposeLoader.Load(Options(environment));

    /// <summary>Loads, and expects no error.</summary>
    public ComposeProject Project(params string[] environment)
    {
        ComposeLoadResult result = Load(environment);
        Assert.True(result.Project is not null, Text(result.Diagnostics));
        return result.Project;
    }

    /// <summary>Loads, and expects the service <c>a</c>.</summary>
    public ServiceConfig Service(params string[] environment) => Project(environment).Services["a"];

    /// <summary>Loads, expects errors, and returns them as "line:column message".</summary>
    public List<string> Errors(params string[] environment)
    {
        ComposeLoadResult result = Load(environment);
        Assert.Null(result.Project);
        return [.. result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => $"{found.Span.Line}:{found.Span.Column} {found.Message}")];
    }

    /// <summary>Runs <c>config</c> and returns what it prints.</summary>
    public string Config(Func<ConfigOptions, ConfigOptions>? change = null, params string[] environment)
    {
        StringWriter output = new();
        StringWriter errors = new();
        ConfigOptions options = new() { Load = Options(environment) };
        int status = ConfigCommand.Run(change is null ? options : change(options), output, errors);
        Assert.True(status == 0, errors.ToString());
        return output.ToString();
    }

    public static string Text(IEnumerable<Diagnostic> diagnostics)
    {
        StringWriter text = new();
        DiagnosticPrinter.WriteText(text, diagnostics, Folder);
        return text.ToString();
    }
}

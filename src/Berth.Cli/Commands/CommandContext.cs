using Berth.Docker;

namespace Berth.Cli;

/// <summary>What a command works with: its words, the program's options, the outputs, the engine.</summary>
/// <param name="arguments">The command's options and words.</param>
/// <param name="globals">The program's own options.</param>
/// <param name="name">How the user called it, for messages: <c>berth container ls</c>.</param>
internal sealed class CommandContext(ParsedArguments arguments, GlobalOptions globals, string name) : IDisposable
{
    private DockerClient? _client;
    private DockerClient? _parallel;
    private Reactor? _reactor;

    /// <summary>The command's options and words.</summary>
    public ParsedArguments Arguments { get; } = arguments;

    /// <summary>The program's own options.</summary>
    public GlobalOptions Globals { get; } = globals;

    /// <summary>How the user called it, for messages: <c>berth container ls</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The first word of <see cref="Name"/>.</summary>
    public string Program => Name.Split(' ')[0];

    /// <summary>Whether a name that no container has may be a Compose service's, so that its error is thrown and not printed.</summary>
    public bool Mixed { get; init; }

    /// <summary>The words that are no options.</summary>
    public List<string> Words => Arguments.Words;

    /// <summary>Standard output.</summary>
    public Output Out { get; } = new(1);

    /// <summary>Standard error.</summary>
    public Output Error { get; } = new(2);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>The client's configuration.</summary>
    public ClientConfig Config => field ??= new ClientConfig(Globals.ConfigFolder);

    /// <summary>Where the engine is.</summary>
    public EngineAddress Address => field ??= EngineAddress.Resolve(Globals, Config);

    /// <summary>The engine, for one call at a time: each call is done when it returns. The engine is started if it isn't there.</summary>
    public DockerClient Client => _client ??= EngineConnection.Open(Address, Globals, reactor: null);

    /// <summary>The engine, for several calls at a time; what uses it is waited for by <see cref="Wait{T}"/>.</summary>
    public DockerClient ParallelClient => _parallel ??= EngineConnection.Open(Address, Globals, _reactor ??= new Reactor());

    /// <summary>Waits for what uses <see cref="ParallelClient"/>.</summary>
    public T Wait<T>(Task<T> task) => (_reactor ??= new Reactor()).Run(task);

    /// <inheritdoc cref="Wait{T}"/>
    public void Wait(Task task) => (_reactor ??= new Reactor()).Run(task);

    /// <summary>Does something to each of several objects, and prints the name of each that succeeded.</summary>
    /// <param name="names">The objects, as the user named them.</param>
    /// <param name="act">What to do; a <see cref="DockerException"/> is printed, and the others go on.</param>
    /// <param name="print">Whether names are printed.</param>
    /// <returns>1 if anything failed.</returns>
    public int ForEach(List<string> names, Func<DockerClient, string, Task> act, bool print = true)
    {
        if (names.Count == 1)
            return One(names[0], act(Client, names[0]), print, first: true) ? ExitCodes.Success : ExitCodes.Failure;
        var running = names.ConvertAll(name => Start(act, name));
        var failed = false;
        for (var i = 0; i < names.Count; i++)
            failed |= !One(names[i], running[i], print, first: i == 0);
        return failed ? ExitCodes.Failure : ExitCodes.Success;
    }

    /// <summary>Prints an error of the engine as the docker command line does.</summary>
    public void PrintError(DockerException error)
    {
        Out.Flush();
        Error.WriteLine(ErrorText.Of(error));
        Error.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Out.Dispose();
        Error.Dispose();
        _client?.Dispose();
        _parallel?.Dispose();
        _reactor?.Dispose();
    }

    private async Task Start(Func<DockerClient, string, Task> act, string name) => await act(ParallelClient, name).ConfigureAwait(false);

    private bool One(string name, Task task, bool print, bool first)
    {
        try
        {
            if (_reactor is null)
                task.GetAwaiter().GetResult();
            else
                Wait(task);
            if (print)
                Out.WriteLine(name);
            return true;
        }
        catch (DockerException e) when (!(first && Mixed && e.Kind == DockerErrorKind.NotFound))
        {
            PrintError(e);
            return false;
        }
    }
}

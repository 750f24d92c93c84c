namespace Berth.Cli;

/// <summary>The program's own options, those that stand before the command.</summary>
internal sealed class GlobalOptions
{
    private const string DefaultRun = "/run/berth";
    private readonly ParsedArguments _program;
    private readonly ParsedArguments? _compose;

    /// <param name="program">What stands before the command.</param>
    /// <param name="compose">What stands after the word <c>compose</c>, or null.</param>
    public GlobalOptions(ParsedArguments program, ParsedArguments? compose)
    {
        _program = program;
        _compose = compose;
    }

    /// <summary>The engine's address, or null if the option wasn't given.</summary>
    public string? Host => _program.List("host"u8) is { Count: > 0 } hosts
        ? hosts.Count == 1 ? hosts[0] : throw new UsageException("specify only one -H", ExitCodes.Failure) { ShowUsage = false }
        : null;

    /// <summary>The context, or null if the option wasn't given.</summary>
    public string? Context => _program.TextOrNull("context"u8);

    /// <summary>The state folder of a private engine, or null.</summary>
    public string? Root => _program.TextOrNull("root"u8) ?? NonEmpty("BERTH_ROOT");

    /// <summary>The run folder of a private engine, or null.</summary>
    public string? Run => _program.TextOrNull("run"u8) ?? NonEmpty("BERTH_RUN");

    /// <summary>Whether the run folder was given as an option.</summary>
    public bool RunGiven => _program.Has("run"u8) || _program.Has("root"u8);

    /// <summary>The socket of the engine that this program starts.</summary>
    public string LocalSocket => Path.Combine(Run ?? DefaultRun, "berth.sock");

    /// <summary>The folder of the client's configuration.</summary>
    public string ConfigFolder => _program.TextOrNull("config"u8) ?? NonEmpty("DOCKER_CONFIG") ?? Path.Combine(NonEmpty("HOME") ?? "/root", ".docker");

    /// <summary>Whether to say more.</summary>
    public bool Debug => _program.Bool("debug"u8);

    /// <summary>The options for TLS: whether it is wanted, whether the engine's certificate is checked, and the files.</summary>
    public TlsOptions Tls => new(
        _program.Bool("tls"u8) || TlsVerify || _program.Has("tlscacert"u8) || _program.Has("tlscert"u8) || _program.Has("tlskey"u8),
        TlsVerify,
        _program.TextOrNull("tlscacert"u8),
        _program.TextOrNull("tlscert"u8),
        _program.TextOrNull("tlskey"u8));

    /// <summary>The options that select and describe a Compose project.</summary>
    public ParsedArguments Compose => _compose ?? _program;

    private bool TlsVerify => _program.Bool("tlsverify"u8) || NonEmpty("DOCKER_TLS_VERIFY") is not null;

    /// <summary>A variable of the environment; null also if it is empty.</summary>
    public static string? NonEmpty(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

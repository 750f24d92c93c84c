using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>
/// What a container of an image runs and with what (the <c>config</c> object of an image configuration). A null list was absent, which
/// is not the same as an empty one.
/// </summary>
public sealed record OciImageConfig
{
    /// <summary>The host name of the container that it was made from (Docker).</summary>
    public string? Hostname { get; init; }

    /// <summary>The domain name of the container that it was made from (Docker).</summary>
    public string? Domainname { get; init; }

    /// <summary>User and group, by name or number: <c>user[:group]</c>.</summary>
    public string? User { get; init; }

    /// <summary>Ports that the program listens on, such as <c>80/tcp</c>.</summary>
    [JsonConverter(typeof(NameSetConverter))]
    public IReadOnlyList<string>? ExposedPorts { get; init; }

    /// <summary>Environment, <c>NAME=value</c> each.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>The program with its first arguments.</summary>
    [JsonConverter(typeof(StringOrListConverter))]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Further arguments, or the program where there is no entry point.</summary>
    [JsonConverter(typeof(StringOrListConverter))]
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>Whether a terminal is wanted (Docker).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Tty { get; init; }

    /// <summary>Whether standard input is kept open (Docker).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OpenStdin { get; init; }

    /// <summary>Whether the command is one escaped line (Windows images).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ArgsEscaped { get; init; }

    /// <summary>Health check (Docker).</summary>
    public OciHealthcheck? Healthcheck { get; init; }

    /// <summary>Folders that get an anonymous volume.</summary>
    [JsonConverter(typeof(NameSetConverter))]
    public IReadOnlyList<string>? Volumes { get; init; }

    /// <summary>The working folder.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Instructions for images built from this one (Docker).</summary>
    public IReadOnlyList<string>? OnBuild { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The signal that stops the program, by name or number.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Seconds from that signal to the kill (Docker).</summary>
    public int? StopTimeout { get; init; }

    /// <summary>The shell of instructions in shell form (Docker).</summary>
    [JsonConverter(typeof(StringOrListConverter))]
    public IReadOnlyList<string>? Shell { get; init; }
}

using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>How to start an exec.</summary>
public sealed record ExecStartRequest
{
    public bool Detach { get; init; }

    public bool Tty { get; init; }

    /// <summary>Height and width.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? ConsoleSize { get; init; }
}

namespace Berth.Docker;

/// <summary>What an engine says in the headers of a ping.</summary>
public sealed record PingResponse
{
    /// <summary>The highest API version, "1.51".</summary>
    public string ApiVersion { get; init; } = "";

    public string OsType { get; init; } = "";

    public bool Experimental { get; init; }

    /// <summary>The builder to prefer: "1" classic, "2" BuildKit.</summary>
    public string BuilderVersion { get; init; } = "";
}

namespace Berth.Supervision;

/// <summary>Standard input and output of the first process, and its log.</summary>
public sealed record StdioRequest
{
    /// <summary>Standard input stays open (<c>-i</c>); else the process reads an end at once.</summary>
    public bool OpenInput { get; init; }

    /// <summary>Standard input closes when the first attached client goes (<c>StdinOnce</c>).</summary>
    public bool InputOnce { get; init; }

    /// <summary>The log's driver: <c>json-file</c> (Docker's form, one JSON object a line), <c>local</c> is written the same way, or <c>none</c>.</summary>
    public string LogDriver { get => field ?? "json-file"; init; }

    /// <summary>The log file's path on the host; older ones have <c>.1</c>, <c>.2</c> … after it (<c>.gz</c> where compressed).</summary>
    public string LogPath { get => field ?? ""; init; }

    /// <summary>Bytes after which a new file begins; 0 or less never.</summary>
    public long LogMaxBytes { get; init; }

    /// <summary>How many files are kept, the current one among them.</summary>
    public int LogMaxFiles { get; init; } = 1;

    /// <summary>Older files are compressed with gzip.</summary>
    public bool LogCompress { get; init; }

    /// <summary>Attributes that each record carries, ready JSON of an object (<c>{"tag":"x"}</c>) or empty.</summary>
    public string LogAttributes { get => field ?? ""; init; }
}

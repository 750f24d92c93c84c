namespace Berth.Docker;

/// <summary>A request to the engine.</summary>
internal sealed class HttpRequest
{
    public HttpRequest(string method, RequestPath path)
    {
        Method = method;
        Path = path.ToString();
    }

    public HttpRequest(string method, string path)
    {
        Method = method;
        Path = path;
    }

    public string Method { get; }

    /// <summary>Escaped, with the query, without the version.</summary>
    public string Path { get; }

    /// <summary>Ask without a version in the path.</summary>
    public bool Unversioned { get; init; }

    /// <summary>A body that is small and whole.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>A body that is streamed.</summary>
    public Stream? Content { get; init; }

    /// <summary>The content type of <see cref="Content"/>.</summary>
    public string ContentType { get; init; } = "application/x-tar";

    /// <summary>Ask for the connection itself.</summary>
    public bool Upgrade { get; init; }

    /// <summary>One more header.</summary>
    public KeyValuePair<string, string>? Header { get; init; }

    /// <summary>Further headers; a name may come several times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> MoreHeaders { get; init; } = [];
}

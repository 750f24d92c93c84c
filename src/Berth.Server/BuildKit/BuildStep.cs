using System.Text;

namespace Berth.Server;

/// <summary>One step of a build as its client is told of it (BuildKit's <c>Vertex</c>).</summary>
internal sealed class BuildStep(BuildStatus status, string digest, string name)
{
    private readonly DateTimeOffset _started = status.Time.GetUtcNow();
    private DateTimeOffset? _completed;
    private string _error = "";

    /// <summary>Whether its result was there already.</summary>
    public bool IsCached { get; set; }

    /// <summary>Tells how it is now.</summary>
    public void Tell() => status.Tell(ProtoWriter.Message(response => response.Inner(1, vertex =>
    {
        vertex.Text(1, digest).Text(3, name).Truth(4, IsCached).Time(5, _started);
        if (_completed is { } completed)
        {
            vertex.Time(6, completed).Text(7, _error);
        }
    })));

    /// <summary>Tells what it prints.</summary>
    public void Print(string text, bool isError = false) => status.Tell(ProtoWriter.Message(response => response.Inner(3, log =>
        log.Text(1, digest).Time(2, status.Time.GetUtcNow()).Number(3, isError ? 2 : 1).Bytes(4, Encoding.UTF8.GetBytes(text)))));

    /// <summary>Tells of a part of it that is done.</summary>
    public void Did(string what)
    {
        var now = status.Time.GetUtcNow();
        status.Tell(ProtoWriter.Message(response => response.Inner(2, part => part.Text(1, what).Text(2, digest).Time(6, now).Time(7, now).Time(8, now))));
    }

    /// <summary>It has ended, well or with an error.</summary>
    public void End(string error = "")
    {
        if (_completed is null)
        {
            (_completed, _error) = (status.Time.GetUtcNow(), error);
            Tell();
        }
    }
}

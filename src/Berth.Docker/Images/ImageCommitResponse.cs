namespace Berth.Docker;

/// <summary>The id of an image that a commit made.</summary>
public sealed record ImageCommitResponse
{
    public string Id { get => field ?? ""; init; }
}

namespace Berth.Server;

/// <summary>What becomes of a build's result.</summary>
/// <param name="Type"><c>moby</c> or <c>image</c>: an image of this engine; <c>local</c>, <c>tar</c>: files of the client.</param>
/// <param name="Attributes">Its options, such as <c>name</c> and <c>push</c>.</param>
internal sealed record SolveExporter(string Type, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The files go into a folder of the client's.</summary>
    public const string Files = "local";

    /// <summary>The files go into an archive of the client's.</summary>
    public const string Archive = "tar";

    /// <summary>Reads the message.</summary>
    public static SolveExporter Read(ReadOnlySpan<byte> message)
    {
        var type = "";
        Dictionary<string, string> attributes = [];
        for (var reader = new ProtoReader(message); reader.Next();)
        {
            if (reader.Field == 1)
            {
                type = reader.Text;
            }
            else if (reader.Field == 2)
            {
                SolveRequest.Add(attributes, reader.Pair());
            }
        }

        return new SolveExporter(type, attributes);
    }
}

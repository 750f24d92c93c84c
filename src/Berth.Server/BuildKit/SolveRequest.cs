namespace Berth.Server;

/// <summary>What a client wants built (BuildKit's <c>Control/Solve</c> and <c>LLBBridge/Solve</c>, whose fields differ).</summary>
/// <param name="Reference">The build's name, which its other calls have too.</param>
/// <param name="Session">The session that has its files.</param>
/// <param name="Frontend">What builds: <c>dockerfile.v0</c>; empty: calls that follow say so.</param>
/// <param name="Attributes">The frontend's options.</param>
/// <param name="Exporters">What becomes of the result.</param>
/// <param name="Entitlements">What steps may ask for beyond the usual.</param>
internal sealed record SolveRequest(
    string Reference, string Session, string Frontend, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<SolveExporter> Exporters, IReadOnlyList<string> Entitlements)
{
    /// <summary>Reads the request of <c>Control/Solve</c>.</summary>
    public static SolveRequest ReadControl(byte[] message)
    {
        string reference = "", session = "", frontend = "", exporter = "";
        Dictionary<string, string> attributes = [], exporterAttributes = [];
        List<SolveExporter> exporters = [];
        List<string> entitlements = [];
        for (var reader = new ProtoReader(message); reader.Next();)
        {
            switch (reader.Field)
            {
                case 1:
                    reference = reader.Text;
                    break;
                case 3:
                    exporter = reader.Text;
                    break;
                case 4:
                    Add(exporterAttributes, reader.Pair());
                    break;
                case 5:
                    session = reader.Text;
                    break;
                case 6:
                    frontend = reader.Text;
                    break;
                case 7:
                    Add(attributes, reader.Pair());
                    break;
                case 9:
                    entitlements.Add(reader.Text);
                    break;
                case 13:
                    exporters.Add(SolveExporter.Read(reader.Bytes));
                    break;
            }
        }

        // Older clients have one exporter, in fields of its own; newer ones fill these too.
        if (exporters.Count == 0 && exporter.Length > 0)
        {
            exporters.Add(new SolveExporter(exporter, exporterAttributes));
        }

        return new SolveRequest(reference, session, frontend, attributes, exporters, entitlements);
    }

    /// <summary>Reads the request of <c>LLBBridge/Solve</c>: the frontend and its options.</summary>
    public static (string Frontend, IReadOnlyDictionary<string, string> Attributes) ReadBridge(byte[] message)
    {
        var frontend = "";
        Dictionary<string, string> attributes = [];
        for (var reader = new ProtoReader(message); reader.Next();)
        {
            if (reader.Field == 2)
            {
                frontend = reader.Text;
            }
            else if (reader.Field == 3)
            {
                Add(attributes, reader.Pair());
            }
        }

        return (frontend, attributes);
    }

    /// <summary>Adds a pair of a map.</summary>
    public static void Add(Dictionary<string, string> map, (string Key, string Value) pair) => map[pair.Key] = pair.Value;
}

using System.Text.Json;

namespace Berth.Engine;

/// <summary>Results that travel in a stream of progress.</summary>
internal static class AuxJson
{
    /// <summary>What a push left at the registry.</summary>
    public static JsonElement Pushed(string tag, string digest, long size)
    {
        var json = JsonParts.Write((tag, digest, size), static (writer, push) =>
        {
            writer.WriteString("Tag", push.tag);
            writer.WriteString("Digest", push.digest);
            writer.WriteNumber("Size", push.size);
        });
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

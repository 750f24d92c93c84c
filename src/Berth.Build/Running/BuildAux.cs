using System.Text.Json;

namespace Berth.Build;

/// <summary>The message that tells a client the image's id.</summary>
internal static class BuildAux
{
    /// <summary><c>{"ID":"sha256:…"}</c>.</summary>
    public static JsonElement Of(string id)
    {
        using var document = JsonDocument.Parse($"{{\"ID\":\"{id}\"}}");
        return document.RootElement.Clone();
    }
}

namespace Berth.Compose;

/// <summary>Phase: drops attributes that mean nothing any more, with a warning.</summary>
internal static class ObsoleteAttributes
{
    public static void Drop(YamlMap model, DiagnosticSink diagnostics)
    {
        if (model.TryGetEntry("version", out YamlEntry version))
        {
            diagnostics.Warning("obsolete", version.KeySpan, "\"version\" is obsolete and means nothing", "remove the line");
            model.Remove("version");
        }
    }
}

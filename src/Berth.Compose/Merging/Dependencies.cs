namespace Berth.Compose;

/// <summary>Entries of <c>depends_on</c> that no file spells out.</summary>
internal static class Dependencies
{
    /// <summary>What a name in a list means.</summary>
    public static YamlMap Default(SourceSpan span)
    {
        YamlMap entry = new(span);
        entry.Set("condition", span, YamlScalar.String(span, "service_started"));
        entry.Set("required", span, YamlScalar.Of(span, true));
        return entry;
    }

    /// <summary>What a link or a shared namespace implies.</summary>
    public static YamlMap Implied(SourceSpan span, bool restart)
    {
        YamlMap entry = Default(span);
        entry.Set("restart", span, YamlScalar.Of(span, restart));
        return entry;
    }
}

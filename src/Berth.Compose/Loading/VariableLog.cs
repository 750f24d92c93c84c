namespace Berth.Compose;

/// <summary>Where variables were set and used, for <c>config --explain NAME</c> and for errors of what they hold.</summary>
internal sealed class VariableLog
{
    /// <summary>What files set, in the order in which they were read.</summary>
    public List<(string Name, SourceSpan Span, string Value)> Definitions { get; } = [];

    /// <summary>What values were replaced, each by the place of the whole value; null: it was not set.</summary>
    public List<(string Name, SourceSpan Span, string? Value)> Uses { get; } = [];

    /// <summary>The finding; if it is an error of a value that came out of variables, with the places where these are set.</summary>
    /// <param name="found">The finding.</param>
    /// <param name="given">The environment, which wins over files.</param>
    public Diagnostic WithOrigins(Diagnostic found, IReadOnlyDictionary<string, string> given)
    {
        if (found.Severity != DiagnosticSeverity.Error)
        {
            return found;
        }

        List<DiagnosticPlace> related = [.. found.Related];
        foreach ((string name, SourceSpan span, string? value) in Uses)
        {
            if (value is not null && span == found.Span && Origin(name, value, given) is { } origin && !related.Contains(origin))
            {
                related.Add(origin);
            }
        }

        return found with { Related = related };
    }

    private DiagnosticPlace? Origin(string name, string value, IReadOnlyDictionary<string, string> given)
    {
        if (given.ContainsKey(name))
        {
            return new DiagnosticPlace(default, $"{name} comes from the environment");
        }

        int last = Definitions.FindLastIndex(definition => definition.Name == name && definition.Value == value);
        return last < 0 ? null : new DiagnosticPlace(Definitions[last].Span, $"{name} is set here");
    }
}

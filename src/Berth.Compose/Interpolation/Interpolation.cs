namespace Berth.Compose;

/// <summary>Phase: replaces variables in all values of a document (not in keys), then casts strings where the table says so.</summary>
internal sealed class Interpolation : ITemplateVariables
{
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly LoadContext context;
    private readonly List<string> path = [];
    private YamlScalar current = null!;

    private Interpolation(IReadOnlyDictionary<string, string> environment, LoadContext context)
    {
        this.environment = environment;
        this.context = context;
    }

    private DiagnosticSink Diagnostics => context.Diagnostics;

    /// <summary>Replaces the variables of a document in place.</summary>
    public static void Apply(YamlMap document, IReadOnlyDictionary<string, string> environment, LoadContext context) =>
        new Interpolation(environment, context).Walk(document, CastRules.Table);

    /// <summary>Replaces the variables of one value, such as a project's name.</summary>
    public static YamlScalar Apply(YamlScalar value, IReadOnlyDictionary<string, string> environment, LoadContext context) =>
        new Interpolation(environment, context).Replace(value, null);

    /// <summary>The place of a variable in a value, where the value is written on one line as it is; else that of the value.</summary>
    /// <param name="name">The variable; empty: any expression in braces; <c>$$</c>: that.</param>
    /// <param name="span">The place of the value.</param>
    public static SourceSpan PlaceOf(string name, SourceSpan span)
    {
        const int farthest = 1000;
        if (span.File is null)
        {
            return span;
        }

        ReadOnlySpan<char> line = span.File.LineSpan(span.Line);
        line = line[Math.Min(span.Column - 1, line.Length)..];
        line = line[..Math.Min(line.Length, farthest)];
        int at = name switch
        {
            "" => line.IndexOf("${"),
            "$$" => line.IndexOf("$$"),
            _ => line.IndexOf("$" + name),
        };
        at = at < 0 && name.Length > 0 ? line.IndexOf("${" + name) : at;
        return at < 0 ? span : span with { Column = span.Column + at };
    }

    string? ITemplateVariables.Find(string name)
    {
        string? value = environment.TryGetValue(name, out string? known) ? known : null;
        context.Variables.Uses.Add((name, current.Span, value));
        return value;
    }

    void ITemplateVariables.Unset(string name)
    {
        string? hint = EatsPart(name) ? $"write \"$${name}\" if the dollar belongs to the value" : $"set it, or give it a default: \"${{{name}:-default}}\"";
        Diagnostics.Warning("unset-variable", Place(name), $"the variable \"{name}\" is not set: it becomes empty", hint);
    }

    private void Walk(YamlNode node, PathRules<CastRule>? rules)
    {
        if (node is YamlMap map)
        {
            for (int i = 0; i < map.Count; i++)
            {
                YamlEntry entry = map[i];
                path.Add(entry.Key);
                PathRules<CastRule>? below = rules?.Next(entry.Key);
                if (entry.Value is not YamlScalar scalar)
                {
                    Walk(entry.Value, below);
                }
                else if (Replace(scalar, below?.Rule) is { } replaced && !ReferenceEquals(replaced, scalar))
                {
                    map.SetAt(i, replaced);
                }

                path.RemoveAt(path.Count - 1);
            }
        }
        else if (node is YamlList list)
        {
            path.Add(PathRules<CastRule>.Item);
            PathRules<CastRule>? below = rules?.Next(PathRules<CastRule>.Item);
            for (int i = 0; i < list.Items.Count; i++)
            {
                if (list.Items[i] is YamlScalar scalar)
                {
                    list.Items[i] = Replace(scalar, below?.Rule);
                }
                else
                {
                    Walk(list.Items[i], below);
                }
            }

            path.RemoveAt(path.Count - 1);
        }
    }

    private YamlScalar Replace(YamlScalar scalar, CastRule? cast)
    {
        if (scalar.Kind != ScalarKind.String)
        {
            return scalar;
        }

        current = scalar;
        string text = scalar.Text;
        if (text.Contains('$', StringComparison.Ordinal))
        {
            Template template = new(this, context.Limits);
            text = template.Expand(text);
            if (template.Fault is { } fault)
            {
                Report(fault);
                return YamlScalar.Broken(scalar.Span);
            }

            WarnOfEscapes(scalar);
        }

        return cast is null ? (ReferenceEquals(text, scalar.Text) ? scalar : YamlScalar.String(scalar.Span, text)) : Cast(scalar, text, cast);
    }

    private YamlScalar Cast(YamlScalar scalar, string text, CastRule cast)
    {
        if (cast(scalar.Span, text) is { } value)
        {
            if (value.Kind == ScalarKind.Boolean && text.ToLowerInvariant() is not ("true" or "false"))
            {
                Diagnostics.Warning("boolean-word", scalar.Span, $"\"{text}\" is an old word for a boolean", $"write {(value.Boolean ? "true" : "false")}");
            }

            return value;
        }

        string from = ReferenceEquals(text, scalar.Text) ? "" : $" (from \"{scalar.Text}\")";
        string wanted = cast(scalar.Span, "true") is not null ? "boolean (true or false)" : cast(scalar.Span, "0.5") is not null ? "number" : "whole number";
        Diagnostics.Error("wrong-type", scalar.Span, $"{Path()} must be a {wanted}, this is {(text.Length == 0 ? "empty" : $"\"{text}\"")}{from}");
        return YamlScalar.Broken(scalar.Span);
    }

    private void Report(TemplateFault fault)
    {
        switch (fault.Kind)
        {
            case TemplateFaultKind.Missing:
                string reason = fault.Reason.Length == 0 ? "" : ": " + fault.Reason;
                Diagnostics.Error("required-variable", Place(fault.Name), $"the variable \"{fault.Name}\" is required and not set{reason}", $"set it in the environment or in .env");
                break;
            case TemplateFaultKind.Limit:
                Diagnostics.Error("too-large", current.Span, fault.Reason);
                break;
            default:
                Diagnostics.Error("variable-syntax", Place(""), $"\"{fault.Reason}\" is no variable", "write ${NAME}, ${NAME:-default}, ${NAME:?message} or ${NAME:+replacement}, or \"$$\" for a dollar");
                break;
        }
    }

    // "$$" inside a word of an environment's value: likely a password whose dollars were doubled by nobody's wish.
    private void WarnOfEscapes(YamlScalar scalar)
    {
        if (path.Count < 3 || !(path[^1] is "environment" or "args" || path[^2] is "environment" or "args"))
        {
            return;
        }

        int at = scalar.Text.IndexOf("$$", StringComparison.Ordinal);
        if (at > 0 && char.IsLetterOrDigit(scalar.Text[at - 1]) && !scalar.Text.AsSpan(0, at).Contains(' '))
        {
            Diagnostics.Warning("dollar-escape", Place("$$"), "\"$$\" becomes one \"$\" here", "write \"$$$$\" if the value has two");
        }
    }

    private bool EatsPart(string name)
    {
        int at = current.Text.IndexOf("$" + name, StringComparison.Ordinal);
        return at > 0 && current.Text[at - 1] is not (' ' or '/' or ':' or '=' or '"' or '\'' or '{' or '(' or '-' or ',' or '@');
    }

    private SourceSpan Place(string name) => PlaceOf(name, current.Span);

    private string Path() => string.Join('.', path).Replace("." + PathRules<CastRule>.Item, PathRules<CastRule>.Item, StringComparison.Ordinal);
}

namespace Berth.Compose;

/// <summary>A variable as a text uses it.</summary>
internal sealed record TemplateVariable(string Name, string Default, string Replacement, bool Required);

/// <summary>
/// Finds the variables in texts without replacing them. Of several uses of one variable the last counts, defaults inside defaults among them; but
/// Compose takes an expression with an operator to reach up to the last brace of its line, and looks at that rest before the expression itself.
/// </summary>
internal static class TemplateVariables
{
    public static void Collect(YamlNode node, IDictionary<string, TemplateVariable> variables)
    {
        switch (node)
        {
            case YamlScalar { Kind: ScalarKind.String } scalar:
                Collect(scalar.Text, variables, 0);
                break;
            case YamlMap map:
                foreach (YamlEntry entry in map)
                {
                    Collect(entry.Value, variables);
                }

                break;
            case YamlList list:
                foreach (YamlNode item in list.Items)
                {
                    Collect(item, variables);
                }

                break;
        }
    }

    private static void Collect(string text, IDictionary<string, TemplateVariable> variables, int depth)
    {
        const int deepest = 100;

        // Where no brace closes one expression, none closes those up to the end of the line.
        int unclosed = 0;
        int reach = -1;
        Stack<(TemplateVariable Variable, string Argument)> waiting = new();
        for (int at = text.IndexOf('$', StringComparison.Ordinal); at >= 0 && depth < deepest;)
        {
            int next = at + 1;
            if (next < text.Length && text[next] == '$')
            {
                next++;
            }
            else if (next < text.Length && text[next] == '{')
            {
                if (at < unclosed)
                {
                    next = Unnamed(next + 1, variables);
                }
                else
                {
                    reach = waiting.Count > 0 ? reach : LastBrace(text, at);
                    next = Braced(text, at, variables, waiting, ref unclosed);
                }
            }
            else
            {
                int length = Template.NameLength(text.AsSpan(next));
                string name = text.Substring(next, length);
                if (length > 0)
                {
                    variables[name] = new TemplateVariable(name, "", "", false);
                }

                next += length;
            }

            at = next < text.Length ? text.IndexOf('$', next) : -1;
            if (at < 0 || at > reach)
            {
                Flush(waiting, variables, depth);
            }
        }

        Flush(waiting, variables, depth);
    }

    private static int LastBrace(string text, int from)
    {
        int end = text.IndexOf('\n', from);
        return text.LastIndexOf('}', (end < 0 ? text.Length : end) - 1);
    }

    private static void Flush(Stack<(TemplateVariable Variable, string Argument)> waiting, IDictionary<string, TemplateVariable> variables, int depth)
    {
        // Nobody's argument; each level of nesting makes a copy of it.
        const int longest = 1 << 20;
        while (waiting.TryPop(out (TemplateVariable Variable, string Argument) use))
        {
            variables[use.Variable.Name] = use.Variable;
            if (!use.Variable.Required && use.Argument.Length <= longest)
            {
                Collect(use.Argument, variables, depth + 1);
            }
        }
    }

    // What is no variable is listed without a name.
    private static int Unnamed(int next, IDictionary<string, TemplateVariable> variables)
    {
        variables[""] = new TemplateVariable("", "", "", false);
        return next;
    }

    private static int Braced(string text, int dollar, IDictionary<string, TemplateVariable> variables, Stack<(TemplateVariable Variable, string Argument)> waiting, ref int unclosed)
    {
        int start = dollar + 2;
        int length = Template.NameLength(text.AsSpan(start));
        int close = Template.FindClose(text, dollar);
        if (close < 0)
        {
            int end = text.IndexOf('\n', dollar);
            unclosed = end < 0 ? text.Length : end;
        }

        bool closed = length > 0 && close >= start + length;
        ReadOnlySpan<char> rest = closed ? text.AsSpan(start + length, close - start - length) : "";
        string sign = rest[..Math.Min(rest.Length, rest is [':', ..] ? 2 : 1)].ToString();
        if (!closed || sign is not ("" or "-" or "+" or "?" or ":-" or ":+" or ":?"))
        {
            return Unnamed(start, variables);
        }

        string name = text.Substring(start, length);
        string argument = rest[sign.Length..].ToString();
        if (sign.Length == 0)
        {
            variables[name] = new TemplateVariable(name, "", "", false);
        }
        else
        {
            waiting.Push((new TemplateVariable(name, sign[^1] == '-' ? argument : "", sign[^1] == '+' ? argument : "", sign[^1] == '?'), argument));
        }

        return close + 1;
    }
}

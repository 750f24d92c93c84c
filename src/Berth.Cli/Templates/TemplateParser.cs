using System.Globalization;

namespace Berth.Cli;

/// <summary>Makes the parts of a template from its pieces.</summary>
internal sealed class TemplateParser
{
    private readonly List<TemplateToken> _tokens;
    private int _at;

    private TemplateParser(List<TemplateToken> tokens) => _tokens = tokens;

    /// <summary>Parses a template.</summary>
    /// <exception cref="TemplateException">It is wrong.</exception>
    public static List<TemplateNode> Parse(string template)
    {
        var parser = new TemplateParser(TemplateLexer.Read(template));
        var nodes = parser.Body(out var end);
        return end.Length == 0 ? nodes : throw Error($"unexpected {{{{{end}}}}}");
    }

    // The parts up to {{end}} or {{else …}}, of which the latter's further words are still to come.
    private List<TemplateNode> Body(out string end)
    {
        var nodes = new List<TemplateNode>();
        end = "";
        while (_at < _tokens.Count)
        {
            var token = _tokens[_at++];
            if (token.Kind == TemplateTokenKind.Text)
            {
                nodes.Add(new TemplateNode.Text(token.Value));
                continue;
            }
            var word = Peek.Kind == TemplateTokenKind.Word ? Peek.Value : "";
            if (word is "end" or "else")
            {
                _at++;
                if (word == "end")
                    Close("end");
                end = word;
                return nodes;
            }
            nodes.Add(Action(word));
        }
        return nodes;
    }

    private TemplateNode Action(string word)
    {
        switch (word)
        {
            case "if" or "with" or "range":
                _at++;
                return Block(word);
            case "break" or "continue":
                _at++;
                Close(word);
                return new TemplateNode.Leave(word == "break");
            case "define" or "template" or "block":
                throw Error($"{{{{{word}}}}} is not supported here");
            default:
                var pipe = Pipeline();
                Close("command");
                return new TemplateNode.Print(pipe);
        }
    }

    private TemplateNode Block(string word)
    {
        var pipe = Pipeline();
        Close(word);
        var then = Body(out var end);
        List<TemplateNode> otherwise = [];
        if (end == "else")
        {
            if (Peek.Kind == TemplateTokenKind.Word && Peek.Value is "if" or "with")
            {
                var chained = _tokens[_at++].Value;
                otherwise.Add(Block(chained));
                end = "end";
            }
            else
            {
                Close("else");
                otherwise = Body(out end);
            }
        }
        if (end != "end")
            throw Error("unexpected EOF");
        return word switch
        {
            "if" => new TemplateNode.If(pipe, then, otherwise),
            "with" => new TemplateNode.With(pipe, then, otherwise),
            _ => new TemplateNode.Range(pipe, then, otherwise),
        };
    }

    private TemplateNode.Pipeline Pipeline()
    {
        var variables = new List<string>();
        var declares = false;
        var mark = _at;
        while (Peek.Kind == TemplateTokenKind.Variable)
        {
            variables.Add(_tokens[_at++].Value);
            if (IsMark(","))
            {
                _at++;
                continue;
            }
            break;
        }
        if (variables.Count > 0 && (IsMark(":=") || IsMark("=")))
        {
            declares = _tokens[_at++].Value == ":=";
        }
        else
        {
            variables.Clear();
            _at = mark;
        }
        var commands = new List<List<TemplateNode.Operand>> { Command() };
        while (IsMark("|"))
        {
            _at++;
            commands.Add(Command());
        }
        return new TemplateNode.Pipeline(variables, declares, commands);
    }

    private List<TemplateNode.Operand> Command()
    {
        var operands = new List<TemplateNode.Operand>();
        while (Peek.Kind is not (TemplateTokenKind.Close or TemplateTokenKind.Mark) || IsMark("("))
            operands.Add(Operand());
        return operands.Count > 0 ? operands : throw Error("missing value for command");
    }

    private TemplateNode.Operand Operand()
    {
        var token = _tokens[_at++];
        switch (token.Kind)
        {
            case TemplateTokenKind.Field:
                return new TemplateNode.Operand(TemplateNode.OperandKind.Dot, "", null, null, Fields(token.Value));
            case TemplateTokenKind.Variable:
                return new TemplateNode.Operand(TemplateNode.OperandKind.Variable, token.Value, null, null, Fields(""));
            case TemplateTokenKind.Quoted:
                return Constant(token.Value);
            case TemplateTokenKind.Number:
                return Constant(Number(token.Value));
            case TemplateTokenKind.Mark:
                var inner = Pipeline();
                if (!IsMark(")"))
                    throw Error("unclosed left paren");
                _at++;
                return new TemplateNode.Operand(TemplateNode.OperandKind.Group, "", null, inner, Fields(""));
            default:
                return token.Value switch
                {
                    "true" => Constant(true),
                    "false" => Constant(false),
                    "nil" => Constant(null),
                    _ when TemplateFunctions.IsKnown(token.Value) =>
                        new TemplateNode.Operand(TemplateNode.OperandKind.Function, token.Value, null, null, []),
                    _ => throw Error($"function {GoQuote.Double(token.Value)} not defined"),
                };
        }
    }

    private static TemplateNode.Operand Constant(object? value) => new(TemplateNode.OperandKind.Constant, "", value, null, []);

    private List<string> Fields(string first)
    {
        var fields = new List<string>();
        if (first.Length > 0)
            fields.Add(first);
        while (Peek is { Kind: TemplateTokenKind.Field, SpaceBefore: false, Value.Length: > 0 })
            fields.Add(_tokens[_at++].Value);
        return fields;
    }

    private static object Number(string text)
    {
        if (FlagValues.ParseInt(text) is { } whole)
            return whole;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Error($"bad number syntax: {GoQuote.Double(text)}");
    }

    private TemplateToken Peek => _at < _tokens.Count ? _tokens[_at] : new TemplateToken(TemplateTokenKind.Close, "", 0, false);

    private bool IsMark(string mark) => Peek.Kind == TemplateTokenKind.Mark && Peek.Value == mark;

    private void Close(string context)
    {
        if (_at >= _tokens.Count || Peek.Kind != TemplateTokenKind.Close)
            throw Error(_at >= _tokens.Count ? "unexpected EOF" : $"unexpected {GoQuote.Double(Peek.Value)} in {context}");
        _at++;
    }

    private static TemplateException Error(string what) => new("template: :1: " + what);
}

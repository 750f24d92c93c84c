using System.Text;
using System.Text.Json;

namespace Berth.Cli;

/// <summary>A template of Go's text/template, as <c>--format</c> takes it: parsed once, executed for each row.</summary>
internal sealed class Template
{
    private readonly string _source;
    private readonly List<TemplateNode> _nodes;

    private Template(string source, List<TemplateNode> nodes)
    {
        _source = source;
        _nodes = nodes;
    }

    private enum Flow
    {
        Next,
        Break,
        Continue,
    }

    /// <summary>Parses a template.</summary>
    /// <exception cref="TemplateException">It is wrong.</exception>
    public static Template Parse(string source) => new(source, TemplateParser.Parse(source));

    /// <summary>Executes the template with a value as its dot.</summary>
    /// <exception cref="TemplateException">It asks for a field that isn't there, or a function can't take its arguments.</exception>
    public string Execute(object? data)
    {
        var output = new StringBuilder();
        var scope = new Scope(null);
        scope.Set("$", data, declares: true);
        Run(_nodes, data, scope, output);
        return output.ToString();
    }

    private Flow Run(List<TemplateNode> nodes, object? dot, Scope scope, StringBuilder output)
    {
        foreach (var node in nodes)
        {
            var flow = Run(node, dot, scope, output);
            if (flow != Flow.Next)
                return flow;
        }
        return Flow.Next;
    }

    private Flow Run(TemplateNode node, object? dot, Scope scope, StringBuilder output)
    {
        switch (node)
        {
            case TemplateNode.Text text:
                output.Append(text.Value);
                return Flow.Next;
            case TemplateNode.Print print:
                var value = Evaluate(print.Pipe, dot, scope);
                if (print.Pipe.Variables.Count == 0)
                    output.Append(TemplateValue.Print(value));
                return Flow.Next;
            case TemplateNode.If choice:
                var inner = new Scope(scope);
                return Run(TemplateValue.Truth(Evaluate(choice.Condition, dot, inner)) ? choice.Then : choice.Else, dot, inner, output);
            case TemplateNode.With with:
                var withScope = new Scope(scope);
                var withDot = Evaluate(with.Value, dot, withScope);
                return TemplateValue.Truth(withDot) ? Run(with.Then, withDot, withScope, output) : Run(with.Else, dot, withScope, output);
            case TemplateNode.Range range:
                return RunRange(range, dot, scope, output);
            case TemplateNode.Leave leave:
                return leave.Break ? Flow.Break : Flow.Continue;
            default:
                throw new InvalidOperationException("no such part of a template");
        }
    }

    private Flow RunRange(TemplateNode.Range range, object? dot, Scope scope, StringBuilder output)
    {
        var outer = new Scope(scope);
        var variables = range.Over.Variables;
        var over = Evaluate(range.Over with { Variables = [] }, dot, outer);
        if (TemplateValue.Elements(over) is not { } elements)
            throw Error($"range can't iterate over {TemplateValue.Print(over)}");
        var any = false;
        foreach (var (key, value) in elements)
        {
            any = true;
            var inner = new Scope(outer);
            if (variables.Count > 0)
                inner.Set(variables[^1], value, range.Over.Declares);
            if (variables.Count > 1)
                inner.Set(variables[0], key, range.Over.Declares);
            if (Run(range.Body, value, inner, output) == Flow.Break)
                break;
        }
        return any ? Flow.Next : Run(range.Else, dot, outer, output);
    }

    private object? Evaluate(TemplateNode.Pipeline pipe, object? dot, Scope scope)
    {
        object? value = null;
        for (var i = 0; i < pipe.Commands.Count; i++)
            value = Command(pipe.Commands[i], dot, scope, value, piped: i > 0);
        foreach (var name in pipe.Variables)
            scope.Set(name, value, pipe.Declares);
        return value;
    }

    private object? Command(List<TemplateNode.Operand> operands, object? dot, Scope scope, object? pipedValue, bool piped)
    {
        var head = operands[0];
        if (head.Kind == TemplateNode.OperandKind.Function && head.Name is "and" or "or")
            return Lazy(operands, dot, scope, pipedValue, piped);
        var arguments = new object?[operands.Count - 1 + (piped ? 1 : 0)];
        for (var i = 1; i < operands.Count; i++)
            arguments[i - 1] = Value(operands[i], dot, scope, []);
        if (piped)
            arguments[^1] = pipedValue;
        if (head.Kind == TemplateNode.OperandKind.Function)
            return TemplateFunctions.Call(head.Name, arguments);
        return arguments.Length > 0 && head.Fields.Count == 0 && head.Kind != TemplateNode.OperandKind.Group
            ? throw Error($"can't give argument to non-function {head.Name}")
            : Value(head, dot, scope, arguments);
    }

    // and, or: end at the first value that decides.
    private object? Lazy(List<TemplateNode.Operand> operands, object? dot, Scope scope, object? pipedValue, bool piped)
    {
        var wanted = operands[0].Name == "or";
        object? value = null;
        for (var i = 1; i < operands.Count; i++)
        {
            value = Value(operands[i], dot, scope, []);
            if (TemplateValue.Truth(value) == wanted)
                return value;
        }
        return piped ? pipedValue : value;
    }

    private object? Value(TemplateNode.Operand operand, object? dot, Scope scope, object?[] arguments)
    {
        var value = operand.Kind switch
        {
            TemplateNode.OperandKind.Constant => operand.Literal,
            TemplateNode.OperandKind.Dot => dot,
            TemplateNode.OperandKind.Variable => scope.TryGet(operand.Name, out var variable) ? variable : throw Error($"undefined variable {GoQuote.Double(operand.Name)}"),
            TemplateNode.OperandKind.Function => TemplateFunctions.Call(operand.Name, []),
            _ => Evaluate(operand.Inner!, dot, scope),
        };
        for (var i = 0; i < operand.Fields.Count; i++)
            value = Field(value, operand.Fields[i], i == operand.Fields.Count - 1 ? arguments : []);
        return value;
    }

    private object? Field(object? value, string name, object?[] arguments)
    {
        switch (value)
        {
            case JsonElement { ValueKind: JsonValueKind.Object } map:
                if (map.TryGetProperty(name, out var member))
                    return TemplateValue.FromJson(member);
                return OptionalMembers.Contains(name) ? null : throw Error($"map has no entry for key {GoQuote.Double(name)}", name);
            case ITemplateObject row:
                return row.TryGet(name, arguments, out var field) ? field : throw Error($"can't evaluate field {name}", name);
            case null:
                throw Error($"nil data; no entry for key {GoQuote.Double(name)}", name);
            default:
                throw Error($"can't evaluate field {name} in {TemplateValue.Print(value)}", name);
        }
    }

    private TemplateException Error(string what, string? at = null)
    {
        var column = at is null ? 0 : Math.Max(0, _source.IndexOf('.' + at, StringComparison.Ordinal));
        return new TemplateException($"template: :1:{column}: executing \"\"{(at is null ? "" : $" at <.{at}>")}: {what}");
    }

    // Members that the API leaves out when they are empty; in docker's typed records they are there, and nil.
    private static readonly HashSet<string> OptionalMembers = new(StringComparer.Ordinal)
    {
        "Annotations", "ArgsEscaped", "Config", "ConfigFrom", "Descriptor", "ExposedPorts", "GraphDriver", "Health", "Healthcheck", "ImageManifestDescriptor",
        "Init", "KernelMemory", "LinkLocalIPs", "MacAddress", "Manifests", "Metadata", "Mounts", "NetworkDisabled", "OnBuild", "Options", "Parent", "Peers", "RepoDigests",
        "RepoTags", "Runtime", "Services", "Shell", "SizeRootFs", "SizeRw", "Status", "StopSignal", "StopTimeout", "Storage", "StorageOpt", "Sysctls", "Tmpfs", "UsageData",
        "Variant", "Volumes", "IPAMConfig", "DNSNames", "DriverOpts", "Labels",
    };

    private sealed class Scope(Scope? outer)
    {
        private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

        public void Set(string name, object? value, bool declares)
        {
            for (var scope = this; !declares && scope is not null; scope = scope.Outer)
            {
                if (scope._variables.ContainsKey(name))
                {
                    scope._variables[name] = value;
                    return;
                }
            }
            _variables[name] = declares ? value : throw new TemplateException($"template: :1: undefined variable {GoQuote.Double(name)}");
        }

        public bool TryGet(string name, out object? value)
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._variables.TryGetValue(name, out value))
                    return true;
            }
            value = null;
            return false;
        }

        private Scope? Outer { get; } = outer;
    }
}

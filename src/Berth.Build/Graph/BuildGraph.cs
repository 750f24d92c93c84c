using System.Globalization;

namespace Berth.Build;

/// <summary>A Dockerfile's stages and what they need of each other.</summary>
internal sealed class BuildGraph
{
    private readonly List<BuildStage> _stages = [];
    private readonly List<Instruction.Arg> _global = [];
    private readonly char _escape;
    private readonly Func<string, bool> _isContext;

    private BuildGraph(char escape, Func<string, bool> isContext) => (_escape, _isContext) = (escape, isContext);

    /// <summary>All stages in their order.</summary>
    public IReadOnlyList<BuildStage> Stages => _stages;

    /// <summary>ARG instructions before the first stage: variables of FROM, and defaults of the stages'.</summary>
    public IReadOnlyList<Instruction.Arg> GlobalArgs => _global;

    /// <summary>The stages that a target needs, in their order; the target is the last one.</summary>
    public IReadOnlyList<BuildStage> Needed { get; private set; } = [];

    /// <summary>Builds the graph.</summary>
    /// <param name="syntax">The Dockerfile.</param>
    /// <param name="target">A stage's name or number; empty: the last one.</param>
    /// <param name="labels">Labels that the caller gives the target, on top of the Dockerfile's.</param>
    /// <param name="expandFrom">Replaces variables in a FROM's words.</param>
    /// <param name="isContext">Whether there is a named context of a name: it comes before stages.</param>
    /// <exception cref="DockerfileException">A stage or an instruction is wrong, or the target isn't there.</exception>
    public static BuildGraph Of(
        DockerfileSyntax syntax, string target, IReadOnlyDictionary<string, string> labels, Func<IReadOnlyList<Instruction.Arg>, string, int, string> expandFrom,
        Func<string, bool> isContext)
    {
        var graph = new BuildGraph(syntax.Escape, isContext);
        graph.Read(syntax, expandFrom);
        graph.Select(target);
        if (labels.Count > 0) graph.AddLabels(labels);
        return graph;
    }

    /// <summary>The name of a Dockerfile's last stage; empty where it has none.</summary>
    public static string LastStage(DockerfileSyntax syntax) =>
        syntax.Nodes.LastOrDefault(n => n.Keyword == "FROM") is { } last && new InstructionParser(syntax.Escape).Parse(last) is Instruction.From { Stage: { } name } ? name : "";

    /// <summary>The caller's labels are the target's last instruction.</summary>
    private void AddLabels(IReadOnlyDictionary<string, string> labels)
    {
        var sorted = labels.OrderBy(l => l.Key, StringComparer.Ordinal).ToList();
        var source = new SyntaxNode(0, 0, "LABEL", [], string.Join(' ', sorted.Select(l => $"{l.Key}={l.Value}")), []);
        var label = new Instruction.Label([.. sorted.Select(l => (Quoted(l.Key), Quoted(l.Value)))]) { Source = source };
        var target = Needed[^1];
        Needed = [.. Needed.Take(Needed.Count - 1), target with { Instructions = [.. target.Instructions, label] }];
    }

    /// <summary>A word that the expansion gives back as it is.</summary>
    private static string Quoted(string word) => $"'{word.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";

    private void Read(DockerfileSyntax syntax, Func<IReadOnlyList<Instruction.Arg>, string, int, string> expandFrom)
    {
        var parser = new InstructionParser(_escape);
        Instruction.From? from = null;
        var body = new List<Instruction>();
        foreach (var node in syntax.Nodes)
        {
            switch (parser.Parse(node))
            {
                case Instruction.From next:
                    Close(from, body);
                    from = next with { Image = expandFrom(_global, next.Image, node.Line) };
                    if (from.Image.Length == 0) throw new DockerfileException(node.Line, $"base name ({next.Image}) should not be blank");
                    body = [];
                    break;
                case Instruction.Arg arg when from is null:
                    _global.Add(arg);
                    break;
                case var other when from is null:
                    throw new DockerfileException(node.Line, $"no build stage in current context: {other.Source.Keyword} stands before the first FROM");
                case var other:
                    body.Add(other);
                    break;
            }
        }

        if (from is null) throw new DockerfileException(0, "file with no instructions: a Dockerfile needs a FROM");
        Close(from, body);
    }

    private void Close(Instruction.From? from, List<Instruction> body)
    {
        if (from is null) return;
        if (from.Stage is { } name && _isContext(name))
        {
            _stages.Add(new BuildStage(_stages.Count, from, null, [], []) { IsReplaced = true });
            return;
        }

        var @base = _isContext(from.Image) ? null : Find(from.Image, byNumber: false);
        var needs = new List<BuildStage>();
        if (@base is not null) needs.Add(@base);
        foreach (string source in body.SelectMany(SourcesOf))
        {
            if (!_isContext(source) && Find(source, byNumber: true) is { } stage && !needs.Contains(stage)) needs.Add(stage);
        }

        _stages.Add(new BuildStage(_stages.Count, from, @base, body, needs));
    }

    /// <summary>What an instruction takes files from.</summary>
    private static IEnumerable<string> SourcesOf(Instruction instruction) => instruction switch
    {
        Instruction.Copy { Options.From: { } from } => [from],
        Instruction.Run run => run.Mounts.Select(m => m.From).OfType<string>(),
        _ => [],
    };

    /// <summary>An earlier stage by name, or, where that is allowed, by number.</summary>
    private BuildStage? Find(string name, bool byNumber)
    {
        var found = _stages.FindLast(s => s.From.Stage is { } n && n.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is not null || !byNumber) return found;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < _stages.Count ? _stages[index] : null;
    }

    private void Select(string target)
    {
        var last = target.Length == 0 ? _stages[^1] : Find(target, byNumber: true);
        if (last is null) throw new DockerfileException(0, $"target stage \"{target}\" could not be found; the stages are: {string.Join(", ", _stages.Select(s => s.Name))}");
        var needed = new HashSet<BuildStage> { last };
        for (int i = last.Index; i >= 0; i--)
        {
            if (needed.Contains(_stages[i])) needed.UnionWith(_stages[i].Needs);
        }

        Needed = [.. needed.OrderBy(s => s.Index)];
    }
}

using System.Text;

namespace Berth.Compose;

/// <summary>Steps and their order. Its text is what <c>--dry-run</c> prints and tests compare.</summary>
internal sealed class Plan
{
    private readonly List<PlanNode> _nodes = [];
    private readonly List<string> _warnings = [];

    /// <summary>The steps; each stands after all that it waits for.</summary>
    public IReadOnlyList<PlanNode> Nodes => _nodes;

    /// <summary>What the user should know, one line each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Adds a step; steps to wait for that are null don't count.</summary>
    public PlanNode Add(PlanOp op, string cause, params IEnumerable<PlanNode?> after)
    {
        var node = new PlanNode(_nodes.Count, op, cause, [.. after.OfType<PlanNode>().Distinct()]);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Adds a warning.</summary>
    public void Warn(string text) => _warnings.Add(text);

    /// <summary>One step a line: number, what, why in brackets, the numbers of the steps before it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var node in _nodes)
        {
            text.Append(node.Id).Append(' ').Append(node.Op);
            if (node.Cause.Length > 0) text.Append(" (").Append(node.Cause).Append(')');
            if (node.After.Count > 0) text.Append(" after ").AppendJoin(',', node.After.Select(n => n.Id));
            text.Append('\n');
        }

        return text.ToString();
    }
}

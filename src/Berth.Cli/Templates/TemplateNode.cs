namespace Berth.Cli;

/// <summary>A part of a template, as it was parsed.</summary>
internal abstract record TemplateNode
{
    /// <summary>Text to print as it is.</summary>
    public sealed record Text(string Value) : TemplateNode;

    /// <summary>A pipeline whose value is printed, unless it only sets a variable.</summary>
    public sealed record Print(Pipeline Pipe) : TemplateNode;

    /// <summary><c>if</c>: one of two bodies.</summary>
    public sealed record If(Pipeline Condition, List<TemplateNode> Then, List<TemplateNode> Else) : TemplateNode;

    /// <summary><c>with</c>: a body in which dot is the value.</summary>
    public sealed record With(Pipeline Value, List<TemplateNode> Then, List<TemplateNode> Else) : TemplateNode;

    /// <summary><c>range</c>: a body for each element.</summary>
    public sealed record Range(Pipeline Over, List<TemplateNode> Body, List<TemplateNode> Else) : TemplateNode;

    /// <summary><c>break</c> or <c>continue</c> of the innermost range.</summary>
    public sealed record Leave(bool Break) : TemplateNode;

    /// <summary>Commands, the value of each being the last argument of the next.</summary>
    /// <param name="Variables">Names that take the value; two for index and element of a range.</param>
    /// <param name="Declares">Whether the names are new (<c>:=</c>).</param>
    /// <param name="Commands">The commands.</param>
    public sealed record Pipeline(List<string> Variables, bool Declares, List<List<Operand>> Commands) : TemplateNode;

    /// <summary>One word of a command.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Name">Its name or text.</param>
    /// <param name="Literal">The value of a constant.</param>
    /// <param name="Inner">The pipeline of a pair of parentheses.</param>
    /// <param name="Fields">Names that are looked up in it, one in the other.</param>
    public sealed record Operand(OperandKind Kind, string Name, object? Literal, Pipeline? Inner, List<string> Fields) : TemplateNode;

    /// <summary>What a word of a command is.</summary>
    public enum OperandKind
    {
        /// <summary>A value that stands there.</summary>
        Constant,

        /// <summary>Dot, with names looked up in it.</summary>
        Dot,

        /// <summary>A variable, with names looked up in it.</summary>
        Variable,

        /// <summary>A function.</summary>
        Function,

        /// <summary>A pipeline in parentheses, with names looked up in its value.</summary>
        Group,
    }
}

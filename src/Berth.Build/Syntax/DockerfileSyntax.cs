namespace Berth.Build;

/// <summary>A Dockerfile cut into instructions.</summary>
/// <param name="Escape">The character that continues lines and escapes, <c>\</c> or <c>`</c>.</param>
/// <param name="Directives">Parser directives by lower-case name.</param>
/// <param name="Nodes">The instructions in their order.</param>
internal sealed record DockerfileSyntax(char Escape, IReadOnlyDictionary<string, string> Directives, IReadOnlyList<SyntaxNode> Nodes);

namespace Berth.Build;

/// <summary>One instruction of a Dockerfile as it is written.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="EndLine">Its last line.</param>
/// <param name="Keyword">The instruction's name in upper case.</param>
/// <param name="Flags">The <c>--name=value</c> words before its arguments.</param>
/// <param name="Arguments">All that follows, continuation lines joined, trimmed.</param>
/// <param name="Heredocs">Its here-documents.</param>
internal sealed record SyntaxNode(int Line, int EndLine, string Keyword, IReadOnlyList<string> Flags, string Arguments, IReadOnlyList<Heredoc> Heredocs)
{
    /// <summary>The instruction on one line, as a build's output and an image's history show it.</summary>
    public string Text => string.Join(' ', new[] { Keyword }.Concat(Flags).Append(Arguments).Where(t => t.Length > 0));
}

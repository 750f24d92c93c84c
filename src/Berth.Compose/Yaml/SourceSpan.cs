using System.Globalization;

namespace Berth.Compose;

/// <summary>A place in a file; the default is "nowhere".</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, counted from one.</param>
/// <param name="Column">Column in characters, counted from one.</param>
public readonly record struct SourceSpan(SourceFile? File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>; empty for nowhere; the file alone where no line is known.</summary>
    public override string ToString() =>
        File is null ? "" : Line == 0 ? File.Path : string.Create(CultureInfo.InvariantCulture, $"{File.Path}:{Line}:{Column}");
}

using System.Text.RegularExpressions;

namespace Berth.EndToEnd;

/// <summary>The lecture's fenced blocks, read where they stand.</summary>
internal static partial class LectureBlocks
{
    /// <summary>The texts of the blocks with this title, in their order.</summary>
    public static IReadOnlyList<string> Titled(string title)
    {
        Assert.SkipWhen(Repository.Lecture is null, "the lecture is not beside this checkout");
        return [.. Fence().Matches(File.ReadAllText(Repository.Lecture)).Where(m => m.Groups["info"].Value.Contains($"title=\"{title}\"", StringComparison.Ordinal)).Select(m => m.Groups["text"].Value)];
    }

    [GeneratedRegex("^```(?<info>[^\n]*)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

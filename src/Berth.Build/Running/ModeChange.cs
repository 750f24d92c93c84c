using System.Globalization;

namespace Berth.Build;

/// <summary>Modes as <c>--chmod</c> takes them: octal (<c>755</c>) or symbolic (<c>u+x,g=r</c>).</summary>
internal static class ModeChange
{
    /// <summary>What the text does to a mode.</summary>
    /// <exception cref="DockerfileException">It is neither form.</exception>
    public static Func<int, int> Parse(string? text, int line)
    {
        if (string.IsNullOrEmpty(text)) return mode => mode;
        if (text.All(c => c is >= '0' and <= '7'))
        {
            int octal = text.Aggregate(0, (n, c) => (n * 8) + (c - '0'));
            return octal <= 0xFFF ? _ => octal : throw Wrong(text, line);
        }

        var changes = text.Split(',').Select(part => Symbolic(part, text, line)).ToList();
        return mode => changes.Aggregate(mode, (m, change) => change(m));
    }

    /// <summary>The mode of folders that must be made for what gets the mode: an octal one is theirs too.</summary>
    public static int OfFolders(string? text) =>
        !string.IsNullOrEmpty(text) && text.All(c => c is >= '0' and <= '7') ? text.Aggregate(0, (n, c) => (n * 8) + (c - '0')) & 0x1FF : CopyPlan.UsualFolderMode;

    private static DockerfileException Wrong(string text, int line) => new(line, string.Create(CultureInfo.InvariantCulture, $"invalid chmod parameter: '{text}'. it should be octal string and between 0 and 07777"));

    private static Func<int, int> Symbolic(string part, string text, int line)
    {
        int at = part.IndexOfAny(['+', '-', '=']);
        if (at < 0) throw Wrong(text, line);
        int who = 0;
        foreach (char c in part[..at]) who |= c switch { 'u' => 0x9C0, 'g' => 0x438, 'o' => 0x207, 'a' => 0xFFF, _ => throw Wrong(text, line) };
        if (at == 0) who = 0xFFF;
        string letters = part[(at + 1)..];
        if (letters.Any(c => !"rwxXst".Contains(c, StringComparison.Ordinal))) throw Wrong(text, line);
        char op = part[at];
        return mode =>
        {
            int bits = 0;
            foreach (char c in letters)
            {
                bits |= c switch { 'r' => 0x124, 'w' => 0x92, 'x' => 0x49, 'X' => (mode & 0x49) != 0 ? 0x49 : 0, 's' => 0xC00, _ => 0x200 };
            }

            bits &= who;
            return op switch { '+' => mode | bits, '-' => mode & ~bits, _ => (mode & ~who) | bits };
        };
    }
}

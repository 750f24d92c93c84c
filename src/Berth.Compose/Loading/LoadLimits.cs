namespace Berth.Compose;

/// <summary>
/// Bounds what one load makes of its files, so that small files can't fill the memory: services that extend large ones, ranges of ports,
/// variables in the values of variables, files that include each other many times. Each member counts and says whether there is room left.
/// </summary>
internal sealed class LoadLimits
{
    private const int MostNodes = 5_000_000;
    private const int MostText = 64 << 20;
    private const int MostFiles = 10_000;

    private int nodes = MostNodes;
    private long text = MostText;
    private int files = MostFiles;

    public const string TooManyNodes = "the files expand to more than 5 million values";
    public const string TooMuchText = "variables expand to more than 64 million characters";
    public const string TooManyFiles = "more than 10,000 files are included";

    public bool TakeNodes(int count) => (nodes -= Math.Min(count, MostNodes)) >= 0 || Empty(ref nodes);

    public bool TakeText(int length) => (text -= length) >= 0;

    public bool TakeFile() => --files >= 0;

    // Below zero for good, and never so far that it comes round.
    private static bool Empty(ref int left)
    {
        left = -1;
        return false;
    }
}

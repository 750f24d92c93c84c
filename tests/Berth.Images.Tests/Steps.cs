namespace Berth.Images.Tests;

/// <summary>Collects the steps of an operation.</summary>
internal sealed class Steps : IProgress<ImageProgress>
{
    private readonly List<ImageProgress> all = [];

    public IReadOnlyList<ImageProgress> All
    {
        get
        {
            lock (all)
            {
                return [.. all];
            }
        }
    }

    public IReadOnlyList<string> Lines => [.. All.Where(s => s.Id.Length == 0).Select(s => s.Status)];

    public void Report(ImageProgress value)
    {
        lock (all)
        {
            all.Add(value);
        }
    }
}

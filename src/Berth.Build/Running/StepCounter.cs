namespace Berth.Build;

/// <summary>Numbers the steps of the stages that are needed, in the order of the file.</summary>
internal sealed class StepCounter
{
    private readonly Dictionary<int, int> _first = [];
    private readonly int _total;

    /// <summary>Numbers them.</summary>
    public StepCounter(IReadOnlyList<BuildStage> stages)
    {
        foreach (var stage in stages)
        {
            _first[stage.Index] = _total + 1;
            _total += stage.Instructions.Count + 1;
        }
    }

    /// <summary>A step's heading: <c>Step 2/7</c>.</summary>
    public string Next(int stage, int step) => $"Step {_first[stage] + step}/{_total}";
}

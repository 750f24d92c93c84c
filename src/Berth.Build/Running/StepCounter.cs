namespace Berth.Build;

/// <summary>Numbers the steps of the stages that are needed, in the order of the file.</summary>
internal sealed class StepCounter
{
    private readonly Dictionary<int, int> _first = [];
    private readonly int _total;

    /// <summary>Numbers them.</summary>
    /// <param name="stages">The stages that are built.</param>
    /// <param name="before">Steps before the first stage.</param>
    public StepCounter(IReadOnlyList<BuildStage> stages, int before)
    {
        _total = before;
        foreach (var stage in stages)
        {
            _first[stage.Index] = _total + 1;
            _total += stage.Instructions.Count + 1;
        }
    }

    /// <summary>A step's heading: <c>Step 2/7</c>.</summary>
    public string Next(int stage, int step) => Heading(_first[stage] + step);

    /// <summary>The heading of a step by its number.</summary>
    public string Heading(int step) => $"Step {step}/{_total}";
}

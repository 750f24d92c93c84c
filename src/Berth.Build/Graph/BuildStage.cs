namespace Berth.Build;

/// <summary>One stage of a Dockerfile.</summary>
/// <param name="Index">Its place, from 0: other stages may name it by this number.</param>
/// <param name="From">What begins it.</param>
/// <param name="Base">The earlier stage that it is built on, or null where that is an image.</param>
/// <param name="Instructions">What follows.</param>
/// <param name="Needs">The earlier stages whose results it uses, its base among them.</param>
internal sealed record BuildStage(int Index, Instruction.From From, BuildStage? Base, IReadOnlyList<Instruction> Instructions, IReadOnlyList<BuildStage> Needs)
{
    /// <summary>A named context stands in its place.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>Its name, or its number.</summary>
    public string Name => From.Stage ?? Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

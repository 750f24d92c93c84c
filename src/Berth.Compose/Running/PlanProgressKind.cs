namespace Berth.Compose;

/// <summary>How a step stands.</summary>
public enum PlanProgressKind
{
    /// <summary>It goes on.</summary>
    Working,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It is done, not as asked.</summary>
    Warning,

    /// <summary>It failed.</summary>
    Error,

    /// <summary>The text is a line that a build wrote.</summary>
    Output,
}

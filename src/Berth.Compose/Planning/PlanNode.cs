namespace Berth.Compose;

/// <summary>A step of a plan.</summary>
/// <param name="Id">Its place in the plan.</param>
/// <param name="Op">What is done.</param>
/// <param name="Cause">Why; empty where the step says it itself.</param>
/// <param name="After">Steps that must have succeeded before.</param>
internal sealed record PlanNode(int Id, PlanOp Op, string Cause, IReadOnlyList<PlanNode> After);

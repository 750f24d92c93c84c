namespace Berth.Linux;

/// <summary>A comparison of one argument.</summary>
/// <param name="Index">The argument, 0 to 5.</param>
/// <param name="Operator">How.</param>
/// <param name="Value">With what; the mask where there is one.</param>
/// <param name="Masked">What the bits under the mask must be.</param>
internal readonly record struct SeccompCondition(int Index, SeccompOperator Operator, ulong Value, ulong Masked);

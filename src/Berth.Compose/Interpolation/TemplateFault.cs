namespace Berth.Compose;

/// <summary>Why a text could not be expanded.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Name">The variable; empty if there is none.</param>
/// <param name="Reason">What stands after the <c>?</c>, the text that is no variable, or the limit.</param>
internal sealed record TemplateFault(TemplateFaultKind Kind, string Name, string Reason);

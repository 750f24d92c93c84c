namespace Berth.Compose;

/// <summary>Why a text could not be expanded.</summary>
/// <param name="IsMissing">True: a variable that <c>?</c> requires is missing; false: the text after a <c>$</c> is no variable.</param>
/// <param name="Name">The variable; empty if there is none.</param>
/// <param name="Reason">What stands after the <c>?</c>.</param>
internal sealed record TemplateFault(bool IsMissing, string Name, string Reason);

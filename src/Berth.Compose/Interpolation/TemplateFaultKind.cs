namespace Berth.Compose;

/// <summary>What is wrong with a text that could not be expanded.</summary>
internal enum TemplateFaultKind
{
    /// <summary>The text after a <c>$</c> is no variable.</summary>
    Syntax,

    /// <summary>A variable that <c>?</c> requires is missing.</summary>
    Missing,

    /// <summary>Nested too deep, or too large.</summary>
    Limit,
}

namespace Berth.Cli;

/// <summary>What a piece of a template is.</summary>
internal enum TemplateTokenKind
{
    /// <summary>Text outside actions, as it is.</summary>
    Text,

    /// <summary><c>{{</c></summary>
    Open,

    /// <summary><c>}}</c></summary>
    Close,

    /// <summary>A word: function, keyword, <c>true</c>, <c>nil</c>.</summary>
    Word,

    /// <summary><c>.Name</c>; a lone dot has an empty name.</summary>
    Field,

    /// <summary><c>$name</c></summary>
    Variable,

    /// <summary>A text in quotation marks, taken out of them.</summary>
    Quoted,

    /// <summary>A number or character.</summary>
    Number,

    /// <summary><c>( ) | , = :=</c></summary>
    Mark,
}

/// <summary>One piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its text.</param>
/// <param name="Position">Where it begins in the template, from 0.</param>
/// <param name="SpaceBefore">Whether white space stands before it inside its action.</param>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Value, int Position, bool SpaceBefore);

namespace Berth.Cli;

/// <summary>Something whose fields a template can name: a row of a list.</summary>
internal interface ITemplateObject
{
    /// <summary>The names of its fields, in the order in which JSON has them.</summary>
    IReadOnlyList<string> FieldNames { get; }

    /// <summary>The value of a field or, with arguments, what its method returns.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="arguments">Arguments; empty for a field.</param>
    /// <param name="value">The value: a text, a number, a truth, a list, an object or null.</param>
    /// <returns>False if there is no such field.</returns>
    bool TryGet(string name, ReadOnlySpan<object?> arguments, out object? value);
}

namespace Berth.Compose;

/// <summary>Where the variables of a text come from.</summary>
internal interface ITemplateVariables
{
    /// <summary>A variable's value; null if it is not set.</summary>
    string? Find(string name);

    /// <summary>Hears of a variable that is not set and has no default.</summary>
    void Unset(string name);
}

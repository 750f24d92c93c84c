namespace Berth.Compose;

/// <summary>Writes a model in one of the two forms.</summary>
internal abstract class ModelWriter
{
    /// <summary>Whether the form is JSON, where Compose writes some attributes that YAML leaves out, and the other way round.</summary>
    public abstract bool IsJson { get; }

    public abstract void BeginMap();

    public abstract void EndMap();

    public abstract void BeginList();

    public abstract void EndList();

    public abstract void Key(string key);

    public abstract void Text(string value);

    /// <summary>A number or boolean as it is printed.</summary>
    public abstract void Plain(string value);

    public abstract void Single(float value);

    public abstract void Double(double value);

    public void Null() => Plain("null");

    public void Truth(bool value) => Plain(value ? "true" : "false");

    public void Whole(long value) => Plain(GoText.Integer(value));
}

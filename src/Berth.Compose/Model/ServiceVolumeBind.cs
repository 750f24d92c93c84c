namespace Berth.Compose;

/// <summary>Options of a bind mount.</summary>
public sealed record ServiceVolumeBind : ComposeElement
{
    /// <summary><c>z</c> or <c>Z</c>.</summary>
    public string Selinux { get; init; } = "";

    /// <summary>Propagation.</summary>
    public string Propagation { get; init; } = "";

    /// <summary>Whether a missing source is created.</summary>
    public bool CreateHostPath { get; init; }

    /// <summary>enabled, disabled, writable or readonly.</summary>
    public string Recursive { get; init; } = "";
}

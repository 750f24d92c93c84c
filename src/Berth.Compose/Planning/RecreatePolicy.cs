namespace Berth.Compose;

/// <summary>When a container that exists is made anew.</summary>
public enum RecreatePolicy
{
    /// <summary>Its configuration or image has changed.</summary>
    Diverged,

    /// <summary>Always (<c>--force-recreate</c>).</summary>
    Force,

    /// <summary>Never (<c>--no-recreate</c>).</summary>
    Never,
}

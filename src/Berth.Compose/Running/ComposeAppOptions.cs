using Berth.Docker;

namespace Berth.Compose;

/// <summary>How a project's calls are made.</summary>
public sealed record ComposeAppOptions
{
    /// <summary>Most calls at once (<c>--parallel</c>); 0 or less: no limit.</summary>
    public int Parallel { get; init; }

    /// <summary>The credentials for an image's registry, or null: from the user's Docker configuration.</summary>
    public Func<string, AuthConfig?> CredentialsOf { get; init; } = _ => null;

    /// <summary>Plans are printed, not carried out (<c>--dry-run</c>).</summary>
    public bool DryRun { get; init; }
}

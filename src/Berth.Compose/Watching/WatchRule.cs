using Berth.Docker;

namespace Berth.Compose;

/// <summary>One entry of <c>develop.watch</c> of a service: which changes concern it, and where they go.</summary>
internal sealed class WatchRule
{
    private readonly IgnorePatterns _ignored;
    private readonly IgnorePatterns? _included;
    private readonly IgnorePatterns? _context;
    private readonly string _contextFolder = "";

    /// <param name="service">The service.</param>
    /// <param name="trigger">The entry.</param>
    public WatchRule(ServiceConfig service, WatchTrigger trigger)
    {
        (Service, Trigger) = (service, trigger);
        _ignored = IgnorePatterns.Parse(trigger.Ignore);
        _included = trigger.Include.Count > 0 ? IgnorePatterns.Parse(trigger.Include) : null;
        if (service.Build is { } build && Path.IsPathRooted(build.Context))
        {
            _contextFolder = build.Context;
            _context = IgnorePatterns.OfContext(build.Context, build.Dockerfile);
        }
    }

    public ServiceConfig Service { get; }

    public WatchTrigger Trigger { get; }

    /// <summary>Whether changes are copied into the containers.</summary>
    public bool Syncs => Trigger.Action is "sync" or "sync+restart" or "sync+exec";

    /// <summary>Whether a change of a file concerns this rule.</summary>
    /// <param name="path">Absolute.</param>
    public bool Matches(string path) =>
        Below(Trigger.Path, path) is { } relative && !EditorFiles.Has(path) && (_included is null || relative.Length == 0 || _included.Ignores(relative)) && !IsLeftOut(path, relative);

    /// <summary>Whether nothing at or below a path can concern this rule, so that it need not be watched.</summary>
    public bool Excludes(string path) => Below(Trigger.Path, path) is not { } relative
        ? Below(path, Trigger.Path) is null
        : EditorFiles.Has(path) || (!_ignored.HasExceptions && _context?.HasExceptions != true && IsLeftOut(path, relative));

    /// <summary>Where a file of the host lies in the container.</summary>
    public string TargetOf(string path) => Below(Trigger.Path, path) is { Length: > 0 } relative ? Trigger.Target.TrimEnd('/') + "/" + relative : Trigger.Target;

    /// <summary>The bind mount that has the path in the container already, or null.</summary>
    public ServiceVolume? Mount() => Service.Volumes.FirstOrDefault(volume => volume.Bind is not null && Below(volume.Source, Trigger.Path) is not null);

    /// <summary>A path below a folder, relative to it; empty: the folder itself; null: it is elsewhere.</summary>
    public static string? Below(string folder, string path)
    {
        folder = folder.Length > 1 ? folder.TrimEnd('/') : folder;
        return path == folder ? "" : folder == "/" ? path[1..] : path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..] : null;
    }

    private bool IsLeftOut(string path, string relative) =>
        (relative.Length > 0 && _ignored.Ignores(relative)) || (_context is not null && Below(_contextFolder, path) is { Length: > 0 } inContext && _context.Ignores(inContext));
}

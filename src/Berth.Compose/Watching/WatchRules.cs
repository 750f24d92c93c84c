namespace Berth.Compose;

/// <summary>The rules of a project, checked.</summary>
internal static class WatchRules
{
    /// <summary>What is watched.</summary>
    /// <exception cref="ComposeException">A rule can't be followed, or there is none.</exception>
    public static IReadOnlyList<WatchRule> Of(ComposeProject project, WatchOptions options, Action<string> warn)
    {
        List<WatchRule> rules = [];
        foreach (var service in project.Services.Values)
        {
            foreach (var trigger in service.Develop?.Watch ?? [])
            {
                Check(service, trigger, options);
                WatchRule rule = new(service, trigger);
                if (rule.Syncs && rule.Mount() is { } mount) warn($"{trigger.Path} is not watched: service {service.Name} has {mount.Source} mounted at {mount.Target} already");
                else rules.Add(rule);
            }
        }

        return rules.Count > 0 ? rules : throw new ComposeException("none of the selected services is configured for watch, consider setting a 'develop' section");
    }

    private static void Check(ServiceConfig service, WatchTrigger trigger, WatchOptions options)
    {
        if (trigger.Action == "rebuild" && service.Build is null) throw new ComposeException(trigger.SpanOf("action"), $"can't watch service \"{service.Name}\" with action rebuild without a build context");
        if (trigger.Action == "rebuild" && options.NoBuild) throw new ComposeException(trigger.SpanOf("action"), $"--no-build is incompatible with watch action rebuild in service {service.Name}");
        if (trigger.Action == "sync+exec" && trigger.Exec.Command is not { Count: > 0 }) throw new ComposeException(trigger.SpanOf("action"), $"can't watch with action \"sync+exec\" on service {service.Name} without a command");
    }
}

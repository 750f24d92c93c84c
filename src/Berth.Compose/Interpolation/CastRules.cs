namespace Berth.Compose;

/// <summary>What a string at a place becomes after its variables were replaced.</summary>
internal delegate YamlScalar? CastRule(SourceSpan span, string text);

/// <summary>The places where Compose turns strings into other types, so that <c>"${COUNT}"</c> can be a number.</summary>
internal static class CastRules
{
    public static PathRules<CastRule> Table { get; } = new(
    [
        new("services.*.cpu_count", Integer),
        new("services.*.cpu_percent", Float),
        new("services.*.cpu_period", Integer),
        new("services.*.cpu_quota", Integer),
        new("services.*.cpu_rt_period", Integer),
        new("services.*.cpu_rt_runtime", Integer),
        new("services.*.cpus", Single),
        new("services.*.cpu_shares", Integer),
        new("services.*.init", Boolean),
        new("services.*.deploy.replicas", Integer),
        new("services.*.deploy.update_config.parallelism", Integer),
        new("services.*.deploy.update_config.max_failure_ratio", Float),
        new("services.*.deploy.rollback_config.parallelism", Integer),
        new("services.*.deploy.rollback_config.max_failure_ratio", Float),
        new("services.*.deploy.restart_policy.max_attempts", Integer),
        new("services.*.deploy.placement.max_replicas_per_node", Integer),
        new("services.*.healthcheck.retries", Integer),
        new("services.*.healthcheck.disable", Boolean),
        new("services.*.oom_kill_disable", Boolean),
        new("services.*.oom_score_adj", Integer),
        new("services.*.pids_limit", Integer),
        new("services.*.ports.[].target", Integer),
        new("services.*.privileged", Boolean),
        new("services.*.read_only", Boolean),
        new("services.*.scale", Integer),
        new("services.*.stdin_open", Boolean),
        new("services.*.tty", Boolean),
        new("services.*.ulimits.*", Integer),
        new("services.*.ulimits.*.hard", Integer),
        new("services.*.ulimits.*.soft", Integer),
        new("services.*.volumes.[].read_only", Boolean),
        new("services.*.volumes.[].volume.nocopy", Boolean),
        new("networks.*.external", Boolean),
        new("networks.*.internal", Boolean),
        new("networks.*.attachable", Boolean),
        new("networks.*.enable_ipv4", Boolean),
        new("networks.*.enable_ipv6", Boolean),
        new("volumes.*.external", Boolean),
        new("secrets.*.external", Boolean),
        new("configs.*.external", Boolean),
    ]);

    /// <summary>A boolean as a word; null if the word is none.</summary>
    public static bool? Truth(string text) => text.ToLowerInvariant() switch
    {
        "true" or "y" or "yes" or "on" => true,
        "false" or "n" or "no" or "off" => false,
        _ => null,
    };

    private static YamlScalar? Integer(SourceSpan span, string text) => GoNumbers.TryInteger(text, out long value) ? YamlScalar.Of(span, value, text) : null;

    private static YamlScalar? Float(SourceSpan span, string text) => GoNumbers.TryFloat(text, out double value) ? YamlScalar.OfFloat(span, value, text) : null;

    private static YamlScalar? Single(SourceSpan span, string text) =>
        GoNumbers.TryFloat(text, out double value) && (!float.IsInfinity((float)value) || double.IsInfinity(value)) ? YamlScalar.OfSingle(span, (float)value, text) : null;

    private static YamlScalar? Boolean(SourceSpan span, string text) => Truth(text) is { } value ? YamlScalar.Of(span, value) : null;
}

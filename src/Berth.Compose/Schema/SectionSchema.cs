using static Berth.Compose.Shapes;

namespace Berth.Compose;

/// <summary>The rows of <c>build</c>, <c>deploy</c> and <c>develop</c>.</summary>
internal static class SectionSchema
{
    private static readonly ShapeKey[] DeviceRequest =
    [
        Key("capabilities", UniqueTexts),
        Key("count", Whole),
        Key("device_ids", UniqueTexts),
        Key("driver", Text),
        Key("options", Pairs),
    ];

    public static readonly Shape Gpus = new()
    {
        Types = ShapeTypes.String | ShapeTypes.List,
        Words = ["all"],
        Items = new Shape { Types = ShapeTypes.Map, Keys = DeviceRequest, OtherKeys = KeyRule.Open, Value = Anything },
    };

    public static readonly Shape Build = Map([
        Key("context", Text),
        Key("dockerfile", Text),
        Key("dockerfile_inline", Text),
        Key("entitlements", Texts),
        Key("args", Pairs),
        Key("ssh", Pairs),
        Key("labels", Pairs),
        Key("cache_from", Texts),
        Key("cache_to", Texts),
        Key("no_cache", Truth),
        Key("additional_contexts", Pairs),
        Key("network", Text),
        Key("provenance", Truth),
        Key("sbom", Truth),
        Key("pull", Truth),
        Key("target", Text),
        Key("shm_size", Whole),
        Key("extra_hosts", Hosts),
        Key("isolation", Text, Support.OtherPlatform),
        Key("privileged", Truth),
        Key("secrets", FileMounts),
        Key("tags", Texts),
        Key("ulimits", Ulimits),
        Key("platforms", Texts),
    ], also: ShapeTypes.String);

    private static readonly Shape Rollout = Map([
        Key("parallelism", Whole, Support.Ignored),
        Key("delay", Text, Support.Ignored),
        Key("failure_action", Text, Support.Ignored),
        Key("monitor", Text, Support.Ignored),
        Key("max_failure_ratio", Number, Support.Ignored),
        Key("order", new Shape { Types = ShapeTypes.String, Words = ["start-first", "stop-first"] }, Support.Ignored),
    ]);

    private static readonly Shape GenericResources = ListOf(Map([
        Key("discrete_resource_spec", Map([Key("kind", Text, Support.Ignored), Key("value", Number, Support.Ignored)]), Support.Ignored),
    ]));

    public static readonly Shape Deploy = Map([
        Key("mode", Text, Support.Ignored),
        Key("endpoint_mode", Text, Support.Ignored),
        Key("replicas", Whole),
        Key("labels", Pairs, Support.Ignored),
        Key("rollback_config", Rollout, Support.Ignored),
        Key("update_config", Rollout, Support.Ignored),
        Key("resources", Map([
            Key("limits", Map([
                Key("cpus", Number),
                Key("memory", Text),
                Key("pids", Whole),
            ])),
            Key("reservations", Map([
                Key("cpus", Number, Support.Ignored),
                Key("memory", Text),
                Key("generic_resources", GenericResources, Support.Ignored),
                Key("devices", ListOf(Map(DeviceRequest, required: ["capabilities"])), Support.Refused),
            ])),
        ])),
        Key("restart_policy", Map([
            Key("condition", Text),
            Key("delay", Text, Support.Ignored),
            Key("max_attempts", Whole),
            Key("window", Text, Support.Ignored),
        ])),
        Key("placement", Map([
            Key("constraints", Texts, Support.Ignored),
            Key("preferences", ListOf(Map([Key("spread", Text, Support.Ignored)])), Support.Ignored),
            Key("max_replicas_per_node", Whole, Support.Ignored),
        ]), Support.Ignored),
    ], also: ShapeTypes.Null);

    public static readonly Shape Develop = Map([
        Key("watch", ListOf(Map([
            Key("ignore", TextOrTexts),
            Key("include", TextOrTexts),
            Key("path", Text),
            Key("action", new Shape { Types = ShapeTypes.String, Words = ["rebuild", "sync", "restart", "sync+restart", "sync+exec"] }),
            Key("target", Text),
            Key("exec", Hook),
            Key("initial_sync", StrictTruth),
        ], required: ["path", "action"]))),
    ], also: ShapeTypes.Null);
}

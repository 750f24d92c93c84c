using static Berth.Compose.Shapes;

namespace Berth.Compose;

/// <summary>The Compose file as Docker Compose 2.40 accepts it, a row an attribute. Where the specification is wider or narrower, what Compose accepts counts.</summary>
internal static class ComposeSchema
{
    private static readonly Shape Include = Map([
        Key("path", TextOrTexts),
        Key("env_file", TextOrTexts),
        Key("project_directory", Text),
    ], also: ShapeTypes.String, extensible: false);

    private static readonly Shape Network = Map([
        Key("name", Text),
        Key("driver", Text, Support.Refused, "but for `bridge`"),
        Key("driver_opts", Options),
        Key("ipam", Map([
            Key("driver", Text),
            Key("config", ListOf(Map([
                Key("subnet", Text),
                Key("ip_range", Text),
                Key("gateway", Text),
                Key("aux_addresses", new Shape { Types = ShapeTypes.Map, OtherKeys = KeyRule.NonEmpty, Value = Text }),
            ]))),
            Key("options", new Shape { Types = ShapeTypes.Map, OtherKeys = KeyRule.NonEmpty, Value = Text }, Support.Ignored),
        ])),
        Key("external", External),
        Key("internal", Truth),
        Key("enable_ipv4", Truth),
        Key("enable_ipv6", Truth),
        Key("attachable", Truth),
        Key("labels", Pairs),
    ], also: ShapeTypes.Null);

    private static readonly Shape Volume = Map([
        Key("name", Text),
        Key("driver", Text, Support.Refused, "but for `local`"),
        Key("driver_opts", Options),
        Key("external", External),
        Key("labels", Pairs),
    ], also: ShapeTypes.Null);

    // The external form of files has never been closed to other keys.
    private static readonly Shape ExternalFile = new()
    {
        Types = ShapeTypes.Boolean | ShapeTypes.String | ShapeTypes.Map,
        Keys = [Key("name", Text, note: "deprecated")],
        OtherKeys = KeyRule.Open,
        Value = Anything,
    };

    private static readonly Shape Secret = Map([
        Key("name", Text),
        Key("environment", Text),
        Key("file", Text),
        Key("external", ExternalFile),
        Key("labels", Pairs),
        Key("driver", Text),
        Key("driver_opts", Options),
        Key("template_driver", Text),
    ]);

    private static readonly Shape Config = Map([
        Key("name", Text),
        Key("content", Text),
        Key("environment", Text),
        Key("file", Text),
        Key("external", ExternalFile),
        Key("labels", Pairs),
        Key("template_driver", Text),
    ]);

    private static readonly Shape Model = Map([
        Key("name", Text),
        Key("model", Text),
        Key("context_size", Of(ShapeTypes.Integer)),
        Key("runtime_flags", Texts),
    ], required: ["model"]);

    /// <summary>The whole file.</summary>
    public static Shape Root { get; } = Map([
        Key("version", Text, Support.Ignored, "obsolete"),
        Key("name", Text),
        Key("include", ListOf(Include)),
        Key("services", Named(ServiceSchema.Service, KeyRule.Name)),
        Key("models", Named(Model, KeyRule.NameOrAny)),
        Key("networks", Named(Network, KeyRule.NameOrAny)),
        Key("volumes", Named(Volume, KeyRule.Name)),
        Key("secrets", Named(Secret, KeyRule.Name)),
        Key("configs", Named(Config, KeyRule.Name)),
    ]);
}

namespace Berth.Compose;

/// <summary>Phase: binds the finished tree to records, by hand.</summary>
internal static class ProjectBinder
{
    // Mappings whose keys are the user's: "x-" starts no extension there.
    private static readonly PathRules<object> UserKeys = new(
    [
        new("services", new object()),
        new("services.*.depends_on", new object()),
        new("volumes", new object()),
        new("networks", new object()),
        new("secrets", new object()),
        new("configs", new object()),
    ]);

    public static ComposeProject Bind(YamlMap model, string name, string workingDirectory, DiagnosticSink diagnostics)
    {
        model.Remove("name");
        ExtensionRules.Gather(model, UserKeys);
        ValueReader root = new(model, diagnostics);
        return new ComposeProject
        {
            Node = model,
            Extensions = ExtensionRules.Of(model),
            Name = name,
            WorkingDirectory = workingDirectory,
            Services = root.Entries("services", (key, values) => ServiceBinder.Service(key, values, diagnostics)),
            Networks = root.Entries("networks", static (_, values) => ResourceBinder.Network(values)),
            Volumes = root.Entries("volumes", static (_, values) => ResourceBinder.Volume(values)),
            Secrets = root.Entries("secrets", static (_, values) => ResourceBinder.File(values)),
            Configs = root.Entries("configs", static (_, values) => ResourceBinder.File(values)),
            Models = root.Entries("models", static (_, values) => ResourceBinder.Model(values)),
        };
    }
}

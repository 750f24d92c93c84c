namespace Berth.Compose;

/// <summary>Phase: gives values to names that stand for variables of the environment: bare entries of lists, secrets and configs.</summary>
internal static class EnvironmentReferences
{
    /// <summary>Where a secret's content is kept until it is bound.</summary>
    public const string SecretContent = "x-#value";

    public static void Apply(YamlMap model, IReadOnlyDictionary<string, string> environment)
    {
        if (model.Get("services") is YamlMap services)
        {
            foreach (YamlEntry entry in services)
            {
                if (entry.Value is YamlMap service && service.Get("environment") is YamlList list)
                {
                    Resolve(list, environment);
                }
            }
        }

        Contents(model.Get("secrets"), SecretContent, environment);
        Contents(model.Get("configs"), "content", environment);
    }

    private static void Resolve(YamlList list, IReadOnlyDictionary<string, string> environment)
    {
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is YamlScalar { Kind: ScalarKind.String } scalar && environment.TryGetValue(scalar.Text, out string? value))
            {
                list.Items[i] = YamlScalar.String(scalar.Span, scalar.Text + "=" + value);
            }
        }
    }

    private static void Contents(YamlNode? section, string key, IReadOnlyDictionary<string, string> environment)
    {
        if (section is not YamlMap files)
        {
            return;
        }

        foreach (YamlEntry entry in files)
        {
            if (entry.Value is YamlMap file && file.Get("environment") is YamlScalar { Kind: ScalarKind.String } name && environment.TryGetValue(name.Text, out string? value))
            {
                file.Set(key, name.Span, YamlScalar.String(name.Span, value));
            }
        }
    }
}

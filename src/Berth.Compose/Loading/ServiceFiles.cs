namespace Berth.Compose;

/// <summary>Phase: reads the env files and label files of services into their environments and labels.</summary>
internal static class ServiceFiles
{
    /// <summary>Env files: what the service itself says wins; values see the project's variables, the service's and those of files before.</summary>
    public static ComposeProject ReadEnvironment(ComposeProject project, LoadContext context)
    {
        Dictionary<string, ServiceConfig> services = new(project.Services.Count);
        Dictionary<string, SourceFile?> read = [];
        foreach ((string name, ServiceConfig service) in project.Services)
        {
            services[name] = WithEnvironment(service, project.Environment, read, context);
        }

        return project with { Services = services };
    }

    /// <summary>Label files: what the service itself says wins.</summary>
    public static ComposeProject ReadLabels(ComposeProject project, bool discard, LoadContext context)
    {
        Dictionary<string, ServiceConfig>? services = null;
        foreach ((string name, ServiceConfig service) in project.Services)
        {
            if (service.LabelFiles.Count == 0)
            {
                continue;
            }

            Dictionary<string, string> labels = [];
            for (int i = 0; i < service.LabelFiles.Count; i++)
            {
                string path = service.LabelFiles[i];
                Dictionary<string, string> found = [];
                if (context.ReadBytes(path, service.SpanOf("label_file", GoText.Integer(i))) is { } bytes)
                {
                    EnvFileReader.Read(EnvironmentFiles.Decode(path, bytes), found, key => labels.GetValueOrDefault(key), context.Diagnostics, context.Limits);
                }

                foreach ((string key, string value) in found)
                {
                    labels[key] = value;
                }
            }

            foreach ((string key, string value) in service.Labels)
            {
                labels[key] = value;
            }

            services ??= new Dictionary<string, ServiceConfig>(project.Services);
            services[name] = service with { Labels = labels, LabelFiles = discard ? [] : service.LabelFiles };
        }

        return services is null ? project : project with { Services = services };
    }

    private static ServiceConfig WithEnvironment(ServiceConfig service, IReadOnlyDictionary<string, string> environment, Dictionary<string, SourceFile?> read, LoadContext context)
    {
        bool complete = service.EnvFiles.Count == 0;
        foreach (string? value in service.Environment.Values)
        {
            complete &= value is not null;
        }

        if (complete)
        {
            return service;
        }

        Dictionary<string, string?> own = new(service.Environment.Count);
        Dictionary<string, string> all = [];
        foreach ((string name, string? value) in service.Environment)
        {
            string? known = value ?? environment.GetValueOrDefault(name);
            own[name] = known;
            if (known is not null)
            {
                all[name] = known;
            }
        }

        foreach (ServiceEnvFile file in service.EnvFiles)
        {
            ReadFile(file, all, name => environment.GetValueOrDefault(name) ?? own.GetValueOrDefault(name), read, context);
        }

        Dictionary<string, string?> merged = new(all.Count + own.Count);
        foreach ((string name, string value) in all)
        {
            merged[name] = value;
        }

        foreach ((string name, string? value) in own)
        {
            merged[name] = value;
        }

        return service with { Environment = merged, EnvFiles = [] };
    }

    private static void ReadFile(ServiceEnvFile file, Dictionary<string, string> variables, Func<string, string?> outside, Dictionary<string, SourceFile?> read, LoadContext context)
    {
        SourceSpan span = file.SpanOf("path");
        if (!file.Required && context.Kind(file.Path) == ComposeFileKind.Missing)
        {
            return;
        }

        // A thousand services may share one file.
        if (!read.TryGetValue(file.Path, out SourceFile? text))
        {
            text = context.ReadBytes(file.Path, span) is { } bytes ? EnvironmentFiles.Decode(file.Path, bytes) : null;
            read.Add(file.Path, text);
        }

        if (text is null)
        {
            return;
        }

        switch (file.Format)
        {
            case "" or ".env":
                EnvFileReader.Read(text, variables, outside, context.Diagnostics, context.Limits);
                break;
            case "raw":
                RawEnvFileReader.Read(text, variables, outside, context.Diagnostics, context.Limits);
                break;
            default:
                context.Diagnostics.Error("wrong-word", file.SpanOf("format"), $"\"{file.Format}\" is no format of env files", "write \"raw\", or leave it away");
                break;
        }
    }
}

namespace Berth.Compose;

/// <summary>Phase: checks of the bound project: references to what isn't there, attributes that contradict each other, circles.</summary>
internal sealed class Consistency(ComposeProject project, DiagnosticSink diagnostics)
{
    private static readonly string[] HealthcheckWords = ["CMD", "CMD-SHELL", "NONE"];

    public static void Check(ComposeProject project, DiagnosticSink diagnostics) => new Consistency(project, diagnostics).CheckAll();

    /// <summary>Two services can't have one container name.</summary>
    public static void CheckContainerNames(ComposeProject project, DiagnosticSink diagnostics)
    {
        Dictionary<string, ServiceConfig> names = [];
        foreach (ServiceConfig service in project.Services.Values)
        {
            if (service.ContainerName.Length == 0 || names.TryAdd(service.ContainerName, service))
            {
                continue;
            }

            diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "container-name", service.SpanOf("container_name"), $"the container name \"{service.ContainerName}\" is taken by the service \"{names[service.ContainerName].Name}\"")
            {
                Related = [new DiagnosticPlace(names[service.ContainerName].SpanOf("container_name"), "there")],
            });
        }
    }

    private void CheckAll()
    {
        foreach (ServiceConfig service in project.Services.Values)
        {
            CheckImage(service);
            CheckBuild(service);
            CheckNetworks(service);
            CheckHealthcheck(service);
            CheckDependencies(service);
            CheckResources(service);
            ResourceLimits.Check(service, diagnostics);
            CheckWatch(service);
            CheckTargets(service);
        }

        foreach ((string name, FileObjectConfig secret) in project.Secrets)
        {
            if (!secret.External && secret.File.Length == 0 && secret.Environment.Length == 0 && !secret.IsDamaged)
            {
                diagnostics.Error("missing", secret.Span, $"the secret \"{name}\" has no source", "add \"file\" or \"environment\"");
            }
        }

        DependencyCircles.Check(project, diagnostics);
    }

    private void CheckImage(ServiceConfig service)
    {
        if (service.Build is null && service.Image.Length == 0 && service.Provider is null && !service.IsDamaged)
        {
            diagnostics.Error("missing", project.SpanOf("services", service.Name), $"the service \"{service.Name}\" has neither \"image\" nor \"build\"", "add \"image: NAME\" or \"build: FOLDER\"");
        }
    }

    private void CheckBuild(ServiceConfig service)
    {
        if (service.Build is not { } build)
        {
            return;
        }

        if (build.DockerfileInline.Length > 0 && build.Dockerfile.Length > 0)
        {
            diagnostics.Error("exclusive", build.SpanOf("dockerfile_inline"), "\"dockerfile\" and \"dockerfile_inline\" exclude each other", "remove one of them");
        }

        foreach ((string name, string context) in build.AdditionalContexts)
        {
            if (!context.StartsWith("service:", StringComparison.Ordinal))
            {
                continue;
            }

            string target = context["service:".Length..];
            SourceSpan span = build.SpanOf("additional_contexts", name);
            if (!project.Services.TryGetValue(target, out ServiceConfig? other) && !project.DisabledServices.TryGetValue(target, out other))
            {
                Undefined(span, "service", target, project.Services.Keys);
            }
            else if (other.Build is null && !other.IsDamaged)
            {
                diagnostics.Error("reference", span, $"the service \"{target}\" has no build, so it is no build context");
            }
        }

        if (build.Platforms.Count > 0 && service.Platform.Length > 0 && !build.Platforms.Contains(service.Platform) && !build.IsDamagedAt("platforms"))
        {
            diagnostics.Error("platform", build.SpanOf("platforms"), $"build.platforms doesn't have the service's platform {service.Platform}", "add it");
        }

        foreach (ServiceFileMount secret in build.Secrets)
        {
            Refer(secret.Span, "build secret", secret.Source, project.Secrets);
        }
    }

    private void CheckNetworks(ServiceConfig service)
    {
        if (service.NetworkMode.Length > 0 && service.Networks.Count > 0)
        {
            diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "exclusive", service.SpanOf("networks"), "\"networks\" and \"network_mode\" exclude each other")
            {
                Hint = "remove one of them",
                Related = [new DiagnosticPlace(service.SpanOf("network_mode"), "the other")],
            });
        }

        foreach (string network in service.Networks.Keys)
        {
            Refer(service.SpanOf("networks", network), "network", network, project.Networks);
        }

        // Where dependencies are written out, it is one of them.
        if (service.NetworkMode.StartsWith("service:", StringComparison.Ordinal) && !service.DependsOn.ContainsKey(service.NetworkMode["service:".Length..]))
        {
            Refer(service.SpanOf("network_mode"), "service", service.NetworkMode["service:".Length..], project.Services);
        }
    }

    private void CheckHealthcheck(ServiceConfig service)
    {
        if (service.Healthcheck is { Test: [var first, ..] } healthcheck && Array.IndexOf(HealthcheckWords, first) < 0 && !healthcheck.IsDamagedAt("test"))
        {
            diagnostics.Error("healthcheck", service.SpanOf("healthcheck", "test"), $"a health check's command starts with CMD, CMD-SHELL or NONE, not \"{first}\"", $"write [\"CMD\", \"{first}\", …]");
        }
    }

    private void CheckDependencies(ServiceConfig service)
    {
        foreach ((string name, ServiceDependency dependency) in service.DependsOn)
        {
            if (project.Services.ContainsKey(name))
            {
                continue;
            }

            SourceSpan span = dependency.Span.File is null ? service.SpanOf("depends_on", name) : dependency.Span;
            if (!project.DisabledServices.TryGetValue(name, out ServiceConfig? disabled))
            {
                Undefined(span, "service", name, project.Services.Keys);
            }
            else if (dependency.Required)
            {
                diagnostics.Error("profile", span, $"\"{service.Name}\" needs the service \"{name}\", which is in none of the active profiles", $"activate one of its profiles ({string.Join(", ", disabled.Profiles)}), or set \"required: false\"");
            }
        }
    }

    private void CheckResources(ServiceConfig service)
    {
        foreach (ServiceVolume volume in service.Volumes)
        {
            if (volume.Type == "volume" && volume.Source.Length > 0 && !project.Volumes.ContainsKey(volume.Source) && IsKnown("volumes"))
            {
                string? hint = NearestWord.Find(volume.Source, project.Volumes.Keys) is { } near ? $"did you mean \"{near}\"?"
                    : volume.Source.Contains('/', StringComparison.Ordinal) ? "a path starts with \"./\", and its type is \"bind\"" : $"add \"{volume.Source}:\" under \"volumes\"";
                diagnostics.Error("undefined", volume.Span, $"no volume \"{volume.Source}\" is defined", hint);
            }
        }

        foreach (ServiceFileMount config in service.Configs)
        {
            Refer(config.Span, "config", config.Source, project.Configs);
        }

        foreach (string model in service.Models.Keys)
        {
            Refer(service.SpanOf("models", model), "model", model, project.Models);
        }

        foreach (ServiceFileMount secret in service.Secrets)
        {
            Refer(secret.Span, "secret", secret.Source, project.Secrets);
        }
    }

    private void CheckWatch(ServiceConfig service)
    {
        foreach (WatchTrigger trigger in service.Develop?.Watch ?? [])
        {
            if (trigger.Target.Length == 0 && trigger.Action is not ("rebuild" or "restart") && !trigger.IsDamaged)
            {
                diagnostics.Error("missing", trigger.Span, $"the action \"{trigger.Action}\" needs a target", "add \"target: /path/in/container\"");
            }
        }
    }

    private void CheckTargets(ServiceConfig service)
    {
        Dictionary<string, SourceSpan> targets = [];
        for (int i = 0; i < service.Tmpfs.Count; i++)
        {
            AddTarget(targets, service.Tmpfs[i].Split(':')[0], service.SpanOf("tmpfs", GoText.Integer(i)));
        }

        foreach (ServiceVolume volume in service.Volumes)
        {
            AddTarget(targets, volume.Target, volume.Span);
        }
    }

    private void AddTarget(Dictionary<string, SourceSpan> targets, string target, SourceSpan span)
    {
        if (target.Length > 0 && !targets.TryAdd(target, span))
        {
            diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "mount-twice", span, $"something is mounted at {target} already")
            {
                Related = [new DiagnosticPlace(targets[target], "the other mount")],
            });
        }
    }

    // Whether all names of a section are known: not if part of it could not be read, or of what stands beside it, an included project among that.
    private bool IsKnown(string section) => !project.IsDamaged && !project.IsDamagedAt(section);

    private void Refer<T>(SourceSpan span, string kind, string name, IReadOnlyDictionary<string, T> defined)
    {
        if (!defined.ContainsKey(name))
        {
            Undefined(span, kind, name, defined.Keys);
        }
    }

    private void Undefined(SourceSpan span, string kind, string name, IEnumerable<string> defined)
    {
        string section = kind == "build secret" ? "secrets" : kind + "s";
        if (!IsKnown(section))
        {
            return;
        }

        string hint = NearestWord.Find(name, defined) is { } near ? $"did you mean \"{near}\"?" : $"add \"{name}:\" under \"{section}\"";
        diagnostics.Error("undefined", span, $"no {kind} \"{name}\" is defined", hint);
    }
}

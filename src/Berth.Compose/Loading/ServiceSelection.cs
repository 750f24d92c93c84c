namespace Berth.Compose;

/// <summary>Phase: which services take part: active profiles, the services that a command names and what they depend on, and the resources that are left.</summary>
internal static class ServiceSelection
{
    /// <summary>Services outside the active profiles are set aside.</summary>
    public static ComposeProject Enable(ComposeProject project, IReadOnlyList<string> profiles)
    {
        Dictionary<string, ServiceConfig> enabled = new(project.Services.Count);
        Dictionary<string, ServiceConfig> disabled = [];
        foreach ((string name, ServiceConfig service) in project.Services.Concat(project.DisabledServices))
        {
            (IsActive(service, profiles) ? enabled : disabled)[name] = service;
        }

        return project with { Services = enabled, DisabledServices = disabled, Profiles = profiles };
    }

    /// <summary>Activates the profiles of named services, then keeps those and what they need.</summary>
    public static ComposeProject Select(ComposeProject project, IReadOnlyList<string> names, DiagnosticSink diagnostics)
    {
        if (names.Count == 0)
        {
            return project;
        }

        List<string> profiles = [.. project.Profiles];
        foreach (string name in names)
        {
            if (!project.Services.ContainsKey(name) && project.DisabledServices.TryGetValue(name, out ServiceConfig? disabled))
            {
                profiles.AddRange(disabled.Profiles);
            }
        }

        project = Enable(project, profiles);
        HashSet<string> selected = [];
        AddWithDependencies(project, names, selected, diagnostics);
        Dictionary<string, ServiceConfig> kept = [];
        Dictionary<string, ServiceConfig> others = new(project.DisabledServices);
        foreach ((string name, ServiceConfig service) in project.Services)
        {
            if (selected.Contains(name))
            {
                kept[name] = service with { DependsOn = Within(service.DependsOn, selected) };
            }
            else
            {
                others[name] = service;
            }
        }

        return project with { Services = kept, DisabledServices = others };
    }

    /// <summary>Drops networks, volumes, secrets, configs and models that no service uses.</summary>
    public static ComposeProject DropUnused(ComposeProject project)
    {
        HashSet<string> networks = [];
        HashSet<string> volumes = [];
        HashSet<string> secrets = [];
        HashSet<string> configs = [];
        HashSet<string> models = [];
        foreach (ServiceConfig service in project.Services.Values)
        {
            networks.UnionWith(service.Networks.Keys);
            models.UnionWith(service.Models.Keys);
            foreach (ServiceVolume volume in service.Volumes)
            {
                if (volume.Type == "volume" && volume.Source.Length > 0)
                {
                    volumes.Add(volume.Source);
                }
            }

            foreach (ServiceFileMount secret in service.Secrets.Concat(service.Build?.Secrets ?? []))
            {
                secrets.Add(secret.Source);
            }

            foreach (ServiceFileMount config in service.Configs)
            {
                configs.Add(config.Source);
            }
        }

        return project with
        {
            Networks = Within(project.Networks, networks),
            Volumes = Within(project.Volumes, volumes),
            Secrets = Within(project.Secrets, secrets),
            Configs = Within(project.Configs, configs),
            Models = Within(project.Models, models),
        };
    }

    private static bool IsActive(ServiceConfig service, IReadOnlyList<string> profiles)
    {
        if (service.Profiles.Count == 0)
        {
            return true;
        }

        foreach (string profile in profiles)
        {
            if (profile == "*" || service.Profiles.Contains(profile))
            {
                return true;
            }
        }

        return false;
    }

    private static void AddWithDependencies(ComposeProject project, IReadOnlyList<string> names, HashSet<string> selected, DiagnosticSink diagnostics)
    {
        Stack<string> open = [];
        foreach (string name in names)
        {
            bool found = false;
            foreach (string service in project.Services.Keys)
            {
                if (NamePattern.Matches(name, service))
                {
                    found = true;
                    open.Push(service);
                }
            }

            if (!found && !project.IsDamaged && !project.IsDamagedAt("services"))
            {
                string? near = NearestWord.Find(name, project.Services.Keys);
                diagnostics.Error("no-such-service", default, $"no such service: {name}", near is null ? null : $"did you mean \"{near}\"?");
            }
        }

        while (open.TryPop(out string? name))
        {
            if (!selected.Add(name))
            {
                continue;
            }

            foreach ((string dependency, ServiceDependency how) in project.Services[name].DependsOn)
            {
                if (project.Services.ContainsKey(dependency))
                {
                    open.Push(dependency);
                }
                else if (how.Required)
                {
                    diagnostics.Error("no-such-service", how.Span, $"no such service: {dependency}");
                }
            }
        }
    }

    private static IReadOnlyDictionary<string, T> Within<T>(IReadOnlyDictionary<string, T> all, HashSet<string> used)
    {
        int count = 0;
        foreach (string name in all.Keys)
        {
            count += used.Contains(name) ? 1 : 0;
        }

        if (count == all.Count)
        {
            return all;
        }

        Dictionary<string, T> kept = new(count);
        foreach ((string name, T value) in all)
        {
            if (used.Contains(name))
            {
                kept.Add(name, value);
            }
        }

        return kept;
    }
}

using Berth.Docker;

namespace Berth.Compose;

/// <summary>Phase: writes out what is implied: the default network, dependencies, names of resources.</summary>
internal static class Normalizer
{
    private static readonly string[] NamedSections = ["networks", "volumes", "configs", "secrets"];
    private static readonly string[] SharedNamespaces = ["network_mode", "ipc", "pid", "uts", "cgroup"];

    public static void Apply(YamlMap model, string name, IReadOnlyDictionary<string, string> environment, DiagnosticSink diagnostics)
    {
        model.Set("name", model.Span, YamlScalar.String(model.Span, name));
        AddDefaultNetwork(model);
        if (model.Get("services") is YamlMap services)
        {
            foreach (YamlEntry entry in services)
            {
                if (entry.Value is YamlMap service)
                {
                    NormalizeService(service, environment, diagnostics);
                }
            }
        }

        foreach (string section in NamedSections)
        {
            NameResources(model.Get(section), name);
        }
    }

    private static bool IsAbsent(YamlMap map, string key) => map.Get(key) is null or YamlScalar { Kind: ScalarKind.Null };

    private static void AddDefaultNetwork(YamlMap model)
    {
        bool used = false;
        SourceSpan span = model.Span;
        if (model.Get("services") is YamlMap services)
        {
            foreach (YamlEntry entry in services)
            {
                if (entry.Value is not YamlMap service || service.ContainsKey("provider") || service.ContainsKey("network_mode"))
                {
                    continue;
                }

                if (service.Get("networks") is YamlMap { Count: > 0 } networks)
                {
                    used |= networks.ContainsKey("default");
                    continue;
                }

                YamlMap implied = new(entry.KeySpan, 1);
                implied.Set("default", entry.KeySpan, YamlScalar.Null(entry.KeySpan));
                service.Set("networks", entry.KeySpan, implied);
                used = true;
            }
        }

        if (model.Get("networks") is { IsBroken: true })
        {
            return;
        }

        YamlMap all = model.Get("networks") as YamlMap ?? new YamlMap(span);
        if (used && !all.ContainsKey("default"))
        {
            all.Set("default", span, YamlScalar.Null(span));
        }

        if (all.Count > 0)
        {
            model.Set("networks", all.Span, all);
        }
    }

    private static void NormalizeService(YamlMap service, IReadOnlyDictionary<string, string> environment, DiagnosticSink diagnostics)
    {
        if (service.TryGetEntry("pull_policy", out YamlEntry policy) && policy.Value is YamlScalar { Text: "if_not_present" })
        {
            service.Set("pull_policy", policy.KeySpan, YamlScalar.String(policy.Value.Span, "missing"));
        }

        if (service.Get("build") is YamlMap build)
        {
            NormalizeBuild(build, environment);
        }

        if (service.TryGetEntry("environment", out YamlEntry variables))
        {
            service.Set("environment", variables.KeySpan, Resolve(variables.Value, environment, keepEmpty: true));
        }

        AddDependencies(service, diagnostics);
        foreach (YamlNode item in (service.Get("volumes") as YamlList)?.Items ?? [])
        {
            if (item is YamlMap volume && volume.TryGetEntry("target", out YamlEntry target) && target.Value is YamlScalar { Kind: ScalarKind.String } path)
            {
                volume.Set("target", target.KeySpan, YamlScalar.String(path.Span, GoPath.Clean(path.Text)));
            }
        }
    }

    private static void NormalizeBuild(YamlMap build, IReadOnlyDictionary<string, string> environment)
    {
        if (IsAbsent(build, "context"))
        {
            build.Set("context", build.Span, YamlScalar.String(build.Span, "."));
        }

        if (IsAbsent(build, "dockerfile") && IsAbsent(build, "dockerfile_inline"))
        {
            build.Set("dockerfile", build.Span, YamlScalar.String(build.Span, "Dockerfile"));
        }

        if (build.TryGetEntry("args", out YamlEntry args))
        {
            build.Set("args", args.KeySpan, Resolve(args.Value, environment, keepEmpty: false));
        }
    }

    private static void AddDependencies(YamlMap service, DiagnosticSink diagnostics)
    {
        YamlMap dependencies = service.Get("depends_on") as YamlMap ?? new YamlMap(service.Span);
        foreach (YamlNode item in (service.Get("links") as YamlList)?.Items ?? [])
        {
            if (item is YamlScalar { Kind: ScalarKind.String } link)
            {
                string[] parts = link.Text.Split(':');
                Add(dependencies, parts.Length == 2 ? parts[0] : link.Text, link.Span, restart: true);
            }
        }

        AddSharedNamespaces(service, dependencies, diagnostics);
        foreach (YamlNode item in (service.Get("volumes_from") as YamlList)?.Items ?? [])
        {
            if (item is YamlScalar { Kind: ScalarKind.String } from && !from.Text.StartsWith("container:", StringComparison.Ordinal))
            {
                Add(dependencies, from.Text.Split(':')[0], from.Span, restart: false);
            }
        }

        if (dependencies.Count > 0)
        {
            service.Set("depends_on", dependencies.Span, dependencies);
        }
    }

    private static void AddSharedNamespaces(YamlMap service, YamlMap dependencies, DiagnosticSink diagnostics)
    {
        foreach (string key in SharedNamespaces)
        {
            if (service.Get(key) is not YamlScalar mode)
            {
                continue;
            }

            if (mode.Kind != ScalarKind.String)
            {
                diagnostics.Error("wrong-type", mode.Span, $"{key} must be a string", "remove the line, or give it a value");
            }
            else if (mode.Text.StartsWith("service:", StringComparison.Ordinal))
            {
                Add(dependencies, mode.Text["service:".Length..], mode.Span, restart: true);
            }
        }
    }

    private static void Add(YamlMap dependencies, string service, SourceSpan span, bool restart)
    {
        if (!dependencies.ContainsKey(service))
        {
            dependencies.Set(service, span, Dependencies.Implied(span, restart));
        }
    }

    // Names without a value take it from the environment; those that are not there stay or go.
    private static YamlNode Resolve(YamlNode node, IReadOnlyDictionary<string, string> environment, bool keepEmpty)
    {
        switch (node)
        {
            case YamlMap map:
                YamlMap resolved = new(map.Span, map.Count);
                foreach (YamlEntry entry in map)
                {
                    if (entry.Value is not YamlScalar { Kind: ScalarKind.Null })
                    {
                        resolved.Set(entry.Key, entry.KeySpan, entry.Value);
                    }
                    else if (environment.TryGetValue(entry.Key, out string? value))
                    {
                        resolved.Set(entry.Key, entry.KeySpan, YamlScalar.String(entry.KeySpan, value));
                    }
                    else if (keepEmpty)
                    {
                        resolved.Set(entry.Key, entry.KeySpan, entry.Value);
                    }
                }

                return resolved;
            case YamlList list:
                return new YamlList(list.Span, ResolveItems(list, environment, keepEmpty));
            default:
                return node;
        }
    }

    private static List<YamlNode> ResolveItems(YamlList list, IReadOnlyDictionary<string, string> environment, bool keepEmpty)
    {
        List<YamlNode> items = new(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            if (item is not YamlScalar { Kind: ScalarKind.String } scalar)
            {
                continue;
            }

            if (scalar.Text.Contains('=', StringComparison.Ordinal))
            {
                items.Add(item);
            }
            else if (environment.TryGetValue(scalar.Text, out string? value))
            {
                items.Add(YamlScalar.String(item.Span, scalar.Text + "=" + value));
            }
            else if (keepEmpty)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static void NameResources(YamlNode? section, string project)
    {
        if (section is not YamlMap resources)
        {
            return;
        }

        for (int i = 0; i < resources.Count; i++)
        {
            YamlEntry entry = resources[i];
            YamlMap resource = entry.Value as YamlMap ?? new YamlMap(entry.KeySpan);
            if (IsAbsent(resource, "name"))
            {
                bool external = resource.Get("external") is YamlScalar value && GoBoolean.Parse(value.Print()) == true;
                resource.Set("name", entry.KeySpan, YamlScalar.String(entry.KeySpan, external ? entry.Key : project + "_" + entry.Key));
            }

            resources.SetAt(i, resource);
        }
    }
}

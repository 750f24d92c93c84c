namespace Berth.Compose;

/// <summary>Phase: puts services over the services that they extend, in the same file or another.</summary>
internal sealed class Extender(FileLoader loader, LoadContext context, FileScope scope, string file, IReadOnlyList<string[]> resets)
{
    private readonly Dictionary<string, Base?> bases = [];

    private DiagnosticSink Diagnostics => context.Diagnostics;

    // The services of a file that is extended, with what its own tags clear in what they extend.
    private sealed record Base(YamlMap Services, IReadOnlyList<string[]> Resets);

    // Who extends whom, to find circles.
    private sealed record Chain(string File, string Service, SourceSpan Span, Chain? Before);

    public void Apply(YamlMap document)
    {
        if (!document.TryGetEntry("services", out YamlEntry section))
        {
            return;
        }

        YamlNode node = section.Value;
        if (node is YamlScalar { Kind: ScalarKind.Null })
        {
            // Here, as a later file's would be lost in the merge.
            Diagnostics.Error("wrong-type", node.Span, "services must be a mapping, this is empty", "give it a value, or remove the line");
            document.Set("services", section.KeySpan, YamlScalar.Broken(node.Span));
            return;
        }

        if (node is not YamlMap services)
        {
            // The schema says so.
            return;
        }

        for (int i = 0; i < services.Count; i++)
        {
            Resolve(services[i].Key, services, resets, null);
        }
    }

    // Replaces a service by itself over what it extends, and returns it.
    private YamlNode? Resolve(string name, YamlMap services, IReadOnlyList<string[]> cleared, Chain? chain)
    {
        if (services.Get(name) is not YamlMap service)
        {
            return NoService(name, services);
        }

        if (!service.TryGetEntry("extends", out YamlEntry extends))
        {
            return service;
        }

        // Taken away first, a circle is reported once.
        service.Remove("extends");
        if (Reference(name, extends) is not { } reference)
        {
            return Fail(service, extends);
        }

        IReadOnlyList<string[]> below = [];
        YamlMap from = services;
        string inFile = file;
        if (reference.File is not null)
        {
            if (FindBase(reference.File) is not { } other)
            {
                return Fail(service, extends);
            }

            (from, below, inFile) = (other.Services, other.Resets, reference.File.Text);
        }

        if (IsCircle(inFile, name, extends.KeySpan, chain))
        {
            return Fail(service, extends);
        }

        if (!from.TryGetEntry(reference.Service.Text, out _))
        {
            Missing(reference.Service, from, reference.File?.Text);
            return Fail(service, extends);
        }

        // Kept while the services above are looked at, so that a circle is seen.
        service.Set("extends", extends.KeySpan, extends.Value);
        YamlNode? lower = Resolve(reference.Service.Text, from, below, new Chain(inFile, name, extends.KeySpan, chain));
        service.Remove("extends");
        return Extend(name, services, service, lower, cleared, extends);
    }

    // Empty ones are the schema's, or nothing to extend.
    private YamlNode? NoService(string name, YamlMap services)
    {
        if (!services.TryGetEntry(name, out YamlEntry entry) || entry.Value is YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken })
        {
            return entry.Value;
        }

        string? hint = entry.Value is YamlScalar { Kind: ScalarKind.String } text ? $"write \"image: {text.Text}\" on a line of its own" : null;
        Diagnostics.Error("wrong-type", entry.Value.Span, $"services.{name} must be a mapping", hint);
        YamlNode broken = YamlScalar.Broken(entry.Value.Span);
        services.Set(name, entry.KeySpan, broken);
        return broken;
    }

    // What it would have had from there is not known.
    private static YamlMap Fail(YamlMap service, YamlEntry extends)
    {
        service.Set("extends", extends.KeySpan, YamlScalar.Broken(extends.Value.Span));
        return service;
    }

    private YamlMap Extend(string name, YamlMap services, YamlMap service, YamlNode? lower, IReadOnlyList<string[]> cleared, YamlEntry extends)
    {
        if (lower is not YamlMap original)
        {
            if (lower is YamlScalar { Kind: ScalarKind.Null })
            {
                service.Set("extends", extends.KeySpan, extends.Value);
            }

            return lower is { IsBroken: true } ? Fail(service, extends) : service;
        }

        if (!context.Limits.TakeNodes(original.Size()))
        {
            Diagnostics.Error("too-large", extends.KeySpan, LoadLimits.TooManyNodes);
            return Fail(service, extends);
        }

        YamlMap merged = (YamlMap)original.Clone();
        ClearIn(name, merged, cleared);
        Merger.MergeService(merged, service, Diagnostics);
        if (merged.Get("extends") is { IsBroken: false })
        {
            merged.Remove("extends");
        }

        services.TryGetEntry(name, out YamlEntry own);
        services.Set(name, own.KeySpan, merged);
        return merged;
    }

    private static void ClearIn(string name, YamlMap service, IReadOnlyList<string[]> cleared)
    {
        YamlMap services = new(service.Span);
        services.Set(name, service.Span, service);
        YamlMap root = new(service.Span);
        root.Set("services", service.Span, services);
        Resets.Apply(root, cleared);
    }

    private (YamlScalar Service, YamlScalar? File)? Reference(string name, YamlEntry extends)
    {
        switch (extends.Value)
        {
            case YamlScalar { Kind: ScalarKind.String } service:
                return (service, null);
            case YamlMap map when map.Get("service") is YamlScalar { Kind: ScalarKind.String } service:
                if (map.Get("file") is null or YamlScalar { Kind: ScalarKind.Null })
                {
                    return (service, null);
                }

                if (map.Get("file") is YamlScalar { Kind: ScalarKind.String } path)
                {
                    return (service, path);
                }

                Diagnostics.Error("wrong-type", map.Get("file")!.Span, "the file to extend from must be a string");
                return null;
            case { IsBroken: true }:
                return null;
            default:
                Diagnostics.Error("extends", extends.Value.Span, $"services.{name}.extends needs the name of a service", "write \"extends: SERVICE\", or \"service:\" and \"file:\" below it");
                return null;
        }
    }

    private Base? FindBase(YamlScalar path)
    {
        if (!bases.TryGetValue(path.Text, out Base? found))
        {
            found = LoadBase(path);
            bases.Add(path.Text, found);
        }

        return found;
    }

    private Base? LoadBase(YamlScalar path)
    {
        int errors = Diagnostics.Errors;
        string? local;
        string relative;
        if (context.IsRemote(path.Text))
        {
            // Paths start at the top of what was fetched, wherever in it the file lies.
            RemoteCopy? copy = RemoteFetch.Fetch(path.Text, path.Span, context);
            (local, relative) = (copy?.File, copy?.Root ?? "");
        }
        else
        {
            local = LocalPath.Of(path.Text, scope.FilesDirectory);
            relative = LocalPath.FolderOf(path.Text, scope.FilesDirectory, context);
        }

        if (local is null)
        {
            return null;
        }

        FileScope inner = new() { Environment = scope.Environment, WorkingDirectory = relative, FilesDirectory = GoPath.Folder(local), IsBase = true };
        YamlMap model = new(path.Span);
        IReadOnlyList<string[]> below = loader.LoadFile(model, local, path.Span, inner);
        if (Diagnostics.Errors > errors)
        {
            return null;
        }

        if (model.Get("services") is not YamlMap services)
        {
            Diagnostics.Error("extends", path.Span, $"{path.Text} has no services");
            return null;
        }

        PathResolver.Apply(model, relative, context);
        return Diagnostics.Errors > errors ? null : new Base(services, below);
    }

    private bool IsCircle(string inFile, string name, SourceSpan span, Chain? chain)
    {
        for (Chain? link = chain; link is not null; link = link.Before)
        {
            if (link.File != inFile || link.Service != name)
            {
                continue;
            }

            List<DiagnosticPlace> places = [];
            for (Chain? step = chain; step is not null; step = step.Before)
            {
                places.Add(new DiagnosticPlace(step.Span, $"\"{step.Service}\" extends here"));
            }

            Diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "extends-circle", span, $"\"{name}\" extends itself{(places.Count > 1 ? " by way of others" : "")}") { Related = places });
            return true;
        }

        return false;
    }

    private void Missing(YamlScalar service, YamlMap services, string? inFile)
    {
        List<string> names = [];
        foreach (YamlEntry entry in services)
        {
            names.Add(entry.Key);
        }

        string? near = NearestWord.Find(service.Text, names);
        string where = inFile is null ? "in this file" : $"in {inFile}";
        Diagnostics.Error("extends", service.Span, $"no service \"{service.Text}\" {where} to extend", near is null ? (names.Count is > 0 and <= 10 ? "there are " + string.Join(", ", names) : null) : $"did you mean \"{near}\"?");
    }
}

namespace Berth.Compose;

/// <summary>Phase: loads the projects that a document includes, each by itself with its own folder and environment, and copies their resources in.</summary>
internal sealed class Includer(FileLoader loader, LoadContext context, FileScope scope)
{
    private static readonly string[] Sections = ["services", "volumes", "networks", "secrets", "configs", "models"];

    private DiagnosticSink Diagnostics => context.Diagnostics;

    // An entry of "include". The paths are local once they are resolved.
    private sealed record Entry(List<YamlScalar> Paths, string ProjectDirectory, List<YamlScalar> EnvFiles, SourceSpan Span);

    public void Apply(YamlMap document)
    {
        if (!document.TryGetEntry("include", out YamlEntry include))
        {
            return;
        }

        document.Remove("include");
        if (include.Value is YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken })
        {
            return;
        }

        int errors = Diagnostics.Errors;
        if (include.Value is YamlList list)
        {
            foreach (YamlNode item in list.Items)
            {
                if (Read(item) is { } entry)
                {
                    Load(entry, document);
                }
            }
        }
        else
        {
            Diagnostics.Error("wrong-type", include.Value.Span, "include must be a list", "write \"- PATH\" on a line of its own");
        }

        if (Diagnostics.Errors > errors)
        {
            // What it would have brought is not known.
            document.Set("include", include.KeySpan, YamlScalar.Broken(include.Value.Span));
        }
    }

    private Entry? Read(YamlNode item)
    {
        switch (item)
        {
            case YamlScalar { Kind: ScalarKind.String } path:
                return new Entry([path], "", [], item.Span);
            case YamlMap map:
                return Strings(map.Get("path")) is { } paths && Folder(map.Get("project_directory")) is { } folder && Strings(map.Get("env_file")) is { } envFiles
                    ? new Entry(paths, folder, envFiles, item.Span)
                    : null;
            case YamlScalar { Kind: ScalarKind.Broken or ScalarKind.Null }:
                return null;
            default:
                Diagnostics.Error("wrong-type", item.Span, "an include is a path or a mapping with \"path\"");
                return null;
        }
    }

    private string? Folder(YamlNode? node)
    {
        switch (node)
        {
            case null or YamlScalar { Kind: ScalarKind.Null }:
                return "";
            case YamlScalar { Kind: ScalarKind.String } path:
                return path.Text;
            case YamlScalar { Kind: ScalarKind.Integer } number:
                return number.Print();
            case { IsBroken: true }:
                return null;
            default:
                Diagnostics.Error("wrong-type", node.Span, "\"project_directory\" must be a string");
                return null;
        }
    }

    private List<YamlScalar>? Strings(YamlNode? node)
    {
        switch (node)
        {
            case null or YamlScalar { Kind: ScalarKind.Null }:
                return [];
            case YamlScalar { Kind: ScalarKind.String } single:
                return [single];
            case YamlList list when list.Items.TrueForAll(item => item is YamlScalar { Kind: ScalarKind.String }):
                return list.Items.ConvertAll(item => (YamlScalar)item);
            case { IsBroken: true }:
                return null;
            default:
                Diagnostics.Error("wrong-type", node.Span, "expected a path or a list of paths");
                return null;
        }
    }

    private void Load(Entry entry, YamlMap document)
    {
        if (ResolvePaths(entry, out string folder, out string relative) is not { } files || EnvironmentOf(entry, folder) is not { } environment)
        {
            return;
        }

        FileScope inner = new()
        {
            Environment = environment,
            WorkingDirectory = relative,
            FilesDirectory = folder,
            Included = scope.Included,
        };
        YamlMap model = new(entry.Span);
        if (loader.LoadModel(model, files, entry.Span, inner))
        {
            Import(model, document, entry.Span);
        }
    }

    private List<string>? ResolvePaths(Entry entry, out string folder, out string relative)
    {
        List<string> files = [];
        folder = entry.ProjectDirectory;
        relative = "";
        for (int i = 0; i < entry.Paths.Count; i++)
        {
            YamlScalar path = entry.Paths[i];
            bool remote = context.IsRemote(path.Text);
            string? local = remote ? RemoteFetch.Fetch(path.Text, path.Span, context)?.File : LocalPath.Of(path.Text, scope.FilesDirectory);
            if (local is null)
            {
                return null;
            }

            files.Add(local);
            if (i > 0)
            {
                continue;
            }

            if (scope.Included.Contains(local))
            {
                Diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "include-circle", path.Span, $"{path.Text} includes itself{(scope.Included[^1] == local ? "" : " by way of others")}")
                {
                    Hint = "the chain is " + string.Join(" > ", scope.Included.Select(GoPath.Name)) + " > " + GoPath.Name(local),
                });
                return null;
            }

            if (folder.Length == 0)
            {
                relative = remote ? GoPath.Folder(local) : LocalPath.FolderOf(local, scope.FilesDirectory, context);
                folder = GoPath.Folder(local);
            }
            else if (GoPath.IsAbsolute(folder))
            {
                relative = folder;
            }
            else
            {
                relative = remote ? GoPath.Join(scope.WorkingDirectory, folder) : LocalPath.FolderOf(folder, scope.FilesDirectory, context);
                folder = GoPath.Join(scope.WorkingDirectory, folder);
            }
        }

        return files;
    }

    // What the including project knows wins over the included project's own file.
    private Dictionary<string, string>? EnvironmentOf(Entry entry, string folder)
    {
        List<(string Path, SourceSpan Span)> files = [];
        foreach (YamlScalar file in entry.EnvFiles)
        {
            files.Add((GoPath.IsAbsolute(file.Text) ? file.Text : GoPath.Join(scope.WorkingDirectory, file.Text), file.Span));
        }

        string usual = GoPath.Join(folder, ".env");
        if (files.Count == 0 && context.Kind(usual) == ComposeFileKind.File)
        {
            files.Add((usual, entry.Span));
        }

        return EnvironmentFiles.Read(files, scope.Environment, context) is { } own ? EnvironmentFiles.Merge(scope.Environment, own) : null;
    }

    private void Import(YamlMap model, YamlMap document, SourceSpan span)
    {
        foreach (string section in Sections)
        {
            if (model.Get(section) is not YamlMap from)
            {
                continue;
            }

            if (document.Get(section) is not { } there)
            {
                there = new YamlMap(from.Span, from.Count);
                document.Set(section, from.Span, there);
            }

            if (there is not YamlMap to)
            {
                Diagnostics.Error("wrong-type", there.Span, $"{section} must be a mapping");
                continue;
            }

            foreach (YamlEntry entry in from)
            {
                if (!to.TryGetEntry(entry.Key, out YamlEntry own))
                {
                    to.Set(entry.Key, entry.KeySpan, entry.Value);
                }
                else if (!YamlEquality.Same(own.Value, entry.Value))
                {
                    Diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "include-conflict", span, $"the included project has its own {section}.{entry.Key}, which differs from the one here")
                    {
                        Hint = "rename one of them, or include a second file over it (\"path: [included, override]\")",
                        Related = [new DiagnosticPlace(own.KeySpan, "the one here"), new DiagnosticPlace(entry.KeySpan, "the included one")],
                    });
                }
            }
        }
    }
}

namespace Berth.Compose;

/// <summary>Loads files into a tree: the phases that work on one document at a time, then those on all of them.</summary>
internal sealed class FileLoader(LoadContext context)
{
    private readonly Dictionary<string, ParsedFile> parsed = [];

    private sealed class ParsedFile
    {
        public SourceFile? Text { get; init; }

        public List<YamlDocument>? Documents { get; init; }

        public bool Taken { get; set; }
    }

    private DiagnosticSink Diagnostics => context.Diagnostics;

    /// <summary>The documents of a file as they were read, to look at; null after an error.</summary>
    public List<YamlDocument>? Peek(string path) => Parse(path, default).Documents;

    // Each file is read once a load; the first error of it is the only one.
    private ParsedFile Parse(string path, SourceSpan namedAt)
    {
        if (!parsed.TryGetValue(path, out ParsedFile? file))
        {
            SourceFile? text = context.ReadText(path, namedAt);
            file = new ParsedFile { Text = text, Documents = text is null ? null : YamlReader.Read(text, Diagnostics) };
            parsed.Add(path, file);
        }

        return file;
    }

    // Phases change trees in place. Few files are used twice, so these are parsed anew instead of all being copied.
    private List<YamlDocument> Take(string path, SourceSpan namedAt)
    {
        ParsedFile file = Parse(path, namedAt);
        if (file.Documents is null)
        {
            return [];
        }

        if (file.Taken)
        {
            return YamlReader.Read(file.Text!, new DiagnosticSink()) ?? [];
        }

        file.Taken = true;
        return file.Documents;
    }

    /// <summary>Loads files over each other into one tree. False after an error.</summary>
    public bool LoadModel(YamlMap model, IReadOnlyList<string> files, SourceSpan namedAt, FileScope scope)
    {
        int errors = Diagnostics.Errors;
        foreach (string file in files)
        {
            LoadFile(model, file, namedAt, scope);
            if (Diagnostics.Errors > errors)
            {
                return false;
            }
        }

        Defaults.Apply(model, Diagnostics);
        ModelChecks.Run(model, Diagnostics);
        if (Diagnostics.Errors == errors && context.Runs(LoadPhase.PathResolution))
        {
            PathResolver.Apply(model, scope.WorkingDirectory, context);
        }

        EnvironmentReferences.Apply(model, scope.Environment);
        return Diagnostics.Errors == errors;
    }

    /// <summary>Puts the documents of a file over a tree, and returns what the tags of the last one clear.</summary>
    public IReadOnlyList<string[]> LoadFile(YamlMap model, string file, SourceSpan namedAt, FileScope scope)
    {
        IReadOnlyList<string[]> resets = [];
        foreach (YamlDocument document in Take(file, namedAt))
        {
            resets = document.Resets;
            if (document.Root is YamlMap root)
            {
                LoadDocument(model, root, document.Resets, file, scope);
            }
            else
            {
                Diagnostics.Error("top-level", document.Root.Span, "a Compose file is a mapping with \"services\"");
            }
        }

        return resets;
    }

    private void LoadDocument(YamlMap model, YamlMap document, IReadOnlyList<string[]> resets, string file, FileScope scope)
    {
        int errors = Diagnostics.Errors;
        bool interpolates = context.Runs(LoadPhase.Interpolation);
        if (interpolates)
        {
            Interpolation.Apply(document, scope.Environment, context);
        }

        if (!scope.IsBase)
        {
            new Extender(this, context, scope, file, resets).Apply(document);
        }

        Resets.Apply(model, resets);
        if (!scope.IsBase)
        {
            new Includer(this, context, scope with { Included = [.. scope.Included, file] }).Apply(document);
        }

        Merger.Merge(model, document, Diagnostics);
        DiagnosticSink items = new();
        Unicity.Enforce(model, items);
        if (!scope.IsBase)
        {
            SchemaValidator.Validate(model, Diagnostics);
            WarnOfVersion(model);
        }

        if (Diagnostics.Errors == errors)
        {
            // What is wrong with items of lists matters only if the shape is right; else it would be said twice.
            items.MoveTo(Diagnostics);
        }

        if (Diagnostics.Errors == errors)
        {
            Canonicalizer.Apply(model, Diagnostics, lenient: !interpolates);
            EmptyItems.Drop(model);
            Unicity.Enforce(model, Diagnostics);
        }
    }

    private void WarnOfVersion(YamlMap model)
    {
        if (model.TryGetEntry("version", out YamlEntry version))
        {
            Diagnostics.Warning("obsolete", version.KeySpan, "\"version\" is obsolete and means nothing", "remove the line");
            model.Remove("version");
        }
    }
}

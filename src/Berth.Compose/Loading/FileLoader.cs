namespace Berth.Compose;

/// <summary>Reads files and runs the steps on their documents, then those on all of them.</summary>
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

    /// <summary>Loads files over each other into one tree. False after an error: the tree has what is not wrong then.</summary>
    public bool LoadModel(YamlMap model, IReadOnlyList<string> files, SourceSpan namedAt, FileScope scope)
    {
        int errors = Diagnostics.Errors;
        foreach (string file in files)
        {
            LoadFile(model, file, namedAt, scope);
        }

        // An included project's paths start at its folder whatever the command leaves out: nobody could tell later where that is.
        LoadPhase always = scope.Included.Count > 0 ? LoadPhase.PathResolution : LoadPhase.None;
        LoadStep<ModelLoad>.Run(LoadSteps.Model, new ModelLoad(context, scope, model), context, always: always);
        return Diagnostics.Errors == errors;
    }

    /// <summary>Puts the documents of a file over a tree, and returns what the tags of the last one clear.</summary>
    public IReadOnlyList<string[]> LoadFile(YamlMap model, string file, SourceSpan namedAt, FileScope scope)
    {
        IReadOnlyList<string[]> resets = [];
        if (!context.Limits.TakeFile())
        {
            Diagnostics.Error("too-large", namedAt, LoadLimits.TooManyFiles);
            return resets;
        }

        foreach (YamlDocument document in Take(file, namedAt))
        {
            resets = document.Resets;
            if (document.Root is YamlMap root)
            {
                LoadStep<DocumentLoad>.Run(LoadSteps.Document, new DocumentLoad(this, context, scope, file, model, root, document.Resets), context, scope.IsBase);
            }
            else
            {
                Diagnostics.Error("top-level", document.Root.Span, "a Compose file is a mapping with \"services\"");
            }
        }

        return resets;
    }
}

namespace Berth.Compose;

/// <summary>
/// Builds the trees of a file's documents from tokens. Aliases become copies (their number is bounded), merge keys are applied, and the tags
/// <c>!reset</c> and <c>!override</c> become paths, all in one pass. Mistakes that leave the structure clear (a key twice, a key that is no
/// string) are reported and reading goes on; others end it with a <see cref="YamlException"/>.
/// </summary>
internal sealed partial class YamlReader
{
    // Bounds what aliases can make of a small file ("billion laughs").
    private const int MostCopies = 2_000_000;

    private readonly YamlScanner scanner;
    private readonly DiagnosticSink diagnostics;
    private readonly Dictionary<string, Anchor> anchors = [];
    private readonly Dictionary<string, string> tagHandles = [];
    private readonly List<string> path = [];
    private readonly HashSet<YamlNode> overrides = [];
    private List<string[]> resets = [];
    private int nodes;
    private int copies;
    private int depth;
    private int plainTags;
    private int ignored;

    // The segment of a path that stands for an item of a list: no key has it.
    private const string ListItem = "\0";

    private YamlReader(SourceFile file, DiagnosticSink diagnostics)
    {
        scanner = new YamlScanner(file);
        this.diagnostics = diagnostics;
    }

    private sealed record Anchor(YamlNode? Node, int Size);

    // What the properties before a node's content say.
    private record struct Properties(string? Tag, string? Anchor);

    /// <summary>Reads all documents of a file. Null after a mistake that left nothing to work with.</summary>
    public static List<YamlDocument>? Read(SourceFile file, DiagnosticSink diagnostics)
    {
        YamlReader reader = new(file, diagnostics);
        try
        {
            return reader.ReadDocuments();
        }
        catch (YamlException e)
        {
            diagnostics.Report(e);
            return null;
        }
    }

    private List<YamlDocument> ReadDocuments()
    {
        List<YamlDocument> documents = [];
        bool first = true;
        while (true)
        {
            while (!first && scanner.Peek().Kind == YamlTokenKind.DocumentEnd)
            {
                scanner.Skip();
            }

            if (scanner.Peek().Kind == YamlTokenKind.StreamEnd)
            {
                return documents;
            }

            ReadDirectives(first);
            anchors.Clear();
            resets = [];
            YamlToken start = scanner.Peek();
            YamlNode root = start.Kind is YamlTokenKind.VersionDirective or YamlTokenKind.TagDirective or YamlTokenKind.DocumentStart or YamlTokenKind.DocumentEnd or YamlTokenKind.StreamEnd
                ? YamlScalar.Null(scanner.Span(start.Start))
                : ReadNode(block: true, indentless: false) ?? YamlScalar.Null(scanner.Span(start.Start));
            documents.Add(new YamlDocument(root, resets));
            if (scanner.Peek().Kind == YamlTokenKind.DocumentEnd)
            {
                scanner.Skip();
            }

            first = false;
        }
    }

    private void ReadDirectives(bool first)
    {
        tagHandles.Clear();
        YamlToken token = scanner.Peek();
        bool versioned = false;
        bool any = false;
        for (; token.Kind is YamlTokenKind.VersionDirective or YamlTokenKind.TagDirective; token = scanner.Peek())
        {
            any = true;
            if (token.Kind == YamlTokenKind.VersionDirective)
            {
                if (versioned || token.Text != "1.1")
                {
                    throw new YamlException(scanner.Span(token.Start), versioned ? "\"%YAML\" stands here twice" : $"\"%YAML {token.Text}\": only 1.1 is read", "remove the line");
                }

                versioned = true;
            }
            else if (!tagHandles.TryAdd(token.Text, token.Suffix))
            {
                throw new YamlException(scanner.Span(token.Start), $"\"%TAG {token.Text}\" stands here twice");
            }

            scanner.Skip();
        }

        if (token.Kind == YamlTokenKind.DocumentStart)
        {
            scanner.Skip();
        }
        else if (any || !first)
        {
            throw new YamlException(scanner.Span(token.Start), any ? "expected \"---\" after the directives" : "this doesn't belong to what stands above", "indent it like the lines around it, or start a new document with \"---\"");
        }
    }

    // Null: the node is gone, as it was tagged !reset.
    private YamlNode? ReadNode(bool block, bool indentless)
    {
        YamlToken token = scanner.Peek();
        if (token.Kind == YamlTokenKind.Alias)
        {
            scanner.Skip();
            return Expand(token);
        }

        if (++depth > YamlScanner.MaximumDepth)
        {
            throw new YamlException(scanner.Span(token.Start), $"more than {YamlScanner.MaximumDepth} levels of nesting");
        }

        int before = nodes;
        nodes++;
        Properties properties = ReadProperties();
        YamlNode? node = plainTags == 0 && properties.Tag is ("!reset" or "!override")
            ? ReadReplacing(block, indentless, properties)
            : ReadContent(block, indentless, properties);
        if (properties.Anchor is not null)
        {
            anchors[properties.Anchor] = new Anchor(node, nodes - before);
        }

        depth--;
        return node;
    }

    // A node that clears its place in what is merged below: it takes that place (!override) or nothing does (!reset). Tags in it mean nothing.
    private YamlNode? ReadReplacing(bool block, bool indentless, Properties properties)
    {
        bool reset = properties.Tag == "!reset";
        resets.Add([.. path]);
        ignored += reset ? 1 : 0;
        plainTags++;
        YamlNode node = ReadContent(block, indentless, properties);
        plainTags--;
        ignored -= reset ? 1 : 0;
        if (reset)
        {
            return null;
        }

        overrides.Add(node);
        return node;
    }

    private Properties ReadProperties()
    {
        string? tag = null;
        string? anchor = null;
        while (true)
        {
            YamlToken token = scanner.Peek();
            if (token.Kind == YamlTokenKind.Anchor && anchor is null)
            {
                anchor = token.Text;
                anchors.Remove(anchor);
            }
            else if (token.Kind == YamlTokenKind.Tag && tag is null)
            {
                tag = ResolveTag(token);
            }
            else
            {
                return new Properties(tag, anchor);
            }

            scanner.Skip();
        }
    }

    // The short form: "!!int", "!name", or the text of a tag with a prefix of its own.
    private string ResolveTag(YamlToken token)
    {
        const string standard = "tag:yaml.org,2002:";
        string full = token.Text switch
        {
            "" => token.Suffix,
            _ when tagHandles.TryGetValue(token.Text, out string? prefix) => prefix + token.Suffix,
            "!" => "!" + token.Suffix,
            "!!" => standard + token.Suffix,
            _ => throw new YamlException(scanner.Span(token.Start), $"no \"%TAG\" directive defines \"{token.Text}\""),
        };
        return full.StartsWith(standard, StringComparison.Ordinal) ? "!!" + full[standard.Length..] : full;
    }

    private YamlNode ReadContent(bool block, bool indentless, Properties properties)
    {
        YamlToken token = scanner.Peek();
        SourceSpan span = scanner.Span(token.Start);
        switch (token.Kind)
        {
            case YamlTokenKind.PlainScalar:
                scanner.Skip();
                return properties.Tag is null or "!" ? YamlScalars.Resolve(span, token.Text) : Tagged(span, properties.Tag, token.Text);
            case YamlTokenKind.QuotedScalar or YamlTokenKind.BlockScalar:
                scanner.Skip();
                return properties.Tag is null or "!" ? YamlScalar.String(span, token.Text) : Tagged(span, properties.Tag, token.Text);
            case YamlTokenKind.FlowSequenceStart:
                return ReadFlowList(span);
            case YamlTokenKind.FlowMappingStart:
                return ReadFlowMap(span);
            case YamlTokenKind.BlockSequenceStart when block:
                scanner.Skip();
                return ReadBlockList(span);
            case YamlTokenKind.BlockMappingStart when block:
                scanner.Skip();
                return ReadBlockMap(span);
            case YamlTokenKind.BlockEntry when indentless:
                return ReadIndentlessList(span);
            default:
                if (properties == default)
                {
                    throw new YamlException(span, "expected a value here");
                }

                return properties.Tag is null or "!" ? YamlScalar.Null(span) : Tagged(span, properties.Tag, "");
        }
    }

    private YamlScalar Tagged(SourceSpan span, string tag, string text)
    {
        if (YamlScalars.ResolveTagged(span, tag, text) is { } scalar)
        {
            return scalar;
        }

        diagnostics.Error("yaml-tag", span, $"\"{text}\" is no {tag}");
        return YamlScalar.Broken(span);
    }

    private YamlNode? Expand(YamlToken alias)
    {
        SourceSpan span = scanner.Span(alias.Start);
        if (!anchors.TryGetValue(alias.Text, out Anchor? anchor))
        {
            string? near = NearestWord.Find(alias.Text, anchors.Keys);
            throw new YamlException(span, $"nothing above is named \"&{alias.Text}\"", near is null ? null : $"did you mean \"*{near}\"?");
        }

        if (anchor.Node is null)
        {
            resets.Add([.. path]);
            return null;
        }

        copies += anchor.Size;
        nodes += anchor.Size;
        if (copies > MostCopies)
        {
            throw new YamlException(span, "the aliases of this file expand to millions of values");
        }

        YamlNode copy = anchor.Node.Clone();
        if (overrides.Count > 0)
        {
            MarkOverrides(anchor.Node, copy);
        }

        return copy;
    }

    // A copy of what an !override tag stood at replaces, too, in its own place.
    private void MarkOverrides(YamlNode original, YamlNode copy)
    {
        if (overrides.Contains(original))
        {
            overrides.Add(copy);
            resets.Add([.. path]);
            return;
        }

        if (original is YamlMap from && copy is YamlMap to)
        {
            for (int i = 0; i < from.Count; i++)
            {
                path.Add(from[i].Key);
                MarkOverrides(from[i].Value, to[i].Value);
                path.RemoveAt(path.Count - 1);
            }
        }
    }
}

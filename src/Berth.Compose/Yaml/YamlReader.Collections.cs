namespace Berth.Compose;

/// <summary>The part of the reader that reads mappings and sequences.</summary>
internal sealed partial class YamlReader
{
    private YamlList ReadBlockList(SourceSpan span)
    {
        YamlList list = new(span);
        YamlToken token;
        for (token = scanner.Peek(); token.Kind == YamlTokenKind.BlockEntry; token = scanner.Peek())
        {
            scanner.Skip();
            ReadItem(list, token, scanner.Peek().Kind is YamlTokenKind.BlockEntry or YamlTokenKind.BlockEnd);
        }

        if (token.Kind != YamlTokenKind.BlockEnd)
        {
            throw Misplaced(token, span, "expected another list item (\"- \") or the end of the list", "the list");
        }

        scanner.Skip();
        return list;
    }

    // A list whose dashes stand under the key itself.
    private YamlList ReadIndentlessList(SourceSpan span)
    {
        YamlList list = new(span);
        for (YamlToken token = scanner.Peek(); token.Kind == YamlTokenKind.BlockEntry; token = scanner.Peek())
        {
            scanner.Skip();
            ReadItem(list, token, scanner.Peek().Kind is YamlTokenKind.BlockEntry or YamlTokenKind.BlockEnd or YamlTokenKind.Key or YamlTokenKind.Value);
        }

        return list;
    }

    private void ReadItem(YamlList list, YamlToken dash, bool empty)
    {
        if (empty)
        {
            list.Items.Add(YamlScalar.Null(scanner.Span(dash.Start)));
            return;
        }

        path.Add(ListItem);
        if (ReadNode(block: true, indentless: false) is { } item)
        {
            list.Items.Add(item);
        }

        path.RemoveAt(path.Count - 1);
    }

    private YamlMap ReadBlockMap(SourceSpan span)
    {
        MapBuilder map = new(this, span);
        YamlToken token;
        for (token = scanner.Peek(); token.Kind == YamlTokenKind.Key; token = scanner.Peek())
        {
            scanner.Skip();
            YamlToken next = scanner.Peek();
            map.Key = next.Kind is YamlTokenKind.Key or YamlTokenKind.Value or YamlTokenKind.BlockEnd
                ? default
                : ReadKey(block: true);
            map.KeySpan = scanner.Span(next.Start);
            ReadBlockValue(map);
        }

        if (token.Kind != YamlTokenKind.BlockEnd)
        {
            throw Misplaced(token, span, "expected another key here: this line is indented like none of the keys above", "the mapping");
        }

        scanner.Skip();
        return map.Finish();
    }

    private void ReadBlockValue(MapBuilder map)
    {
        YamlToken colon = scanner.Peek();
        if (colon.Kind != YamlTokenKind.Value)
        {
            map.Add(YamlScalar.Null(map.KeySpan));
            return;
        }

        scanner.Skip();
        if (scanner.Peek().Kind is YamlTokenKind.Key or YamlTokenKind.Value or YamlTokenKind.BlockEnd)
        {
            map.Add(YamlScalar.Null(scanner.Span(colon.Start)));
            return;
        }

        path.Add(map.PathKey);
        YamlNode? value = ReadNode(block: true, indentless: true);
        path.RemoveAt(path.Count - 1);
        map.Add(value);
    }

    private YamlList ReadFlowList(SourceSpan span)
    {
        scanner.Skip();
        YamlList list = new(span);
        for (bool first = true; scanner.Peek().Kind != YamlTokenKind.FlowSequenceEnd; first = false)
        {
            if (!first && !SkipComma(YamlTokenKind.FlowSequenceEnd, span, "\",\" or \"]\"", "the list"))
            {
                break;
            }

            path.Add(ListItem);
            if ((scanner.Peek().Kind == YamlTokenKind.Key ? ReadPair() : ReadNode(block: false, indentless: false)) is { } item)
            {
                list.Items.Add(item);
            }

            path.RemoveAt(path.Count - 1);
        }

        scanner.Skip();
        return list;
    }

    // "[a: b]" is a list of one mapping.
    private YamlMap ReadPair()
    {
        YamlToken key = scanner.Peek();
        MapBuilder map = new(this, scanner.Span(key.Start));
        scanner.Skip();
        ReadFlowEntry(map, YamlTokenKind.FlowSequenceEnd);
        return map.Finish();
    }

    private YamlMap ReadFlowMap(SourceSpan span)
    {
        scanner.Skip();
        MapBuilder map = new(this, span);
        for (bool first = true; scanner.Peek().Kind != YamlTokenKind.FlowMappingEnd; first = false)
        {
            if (!first && !SkipComma(YamlTokenKind.FlowMappingEnd, span, "\",\" or \"}\"", "the mapping"))
            {
                break;
            }

            if (scanner.Peek().Kind == YamlTokenKind.Key)
            {
                scanner.Skip();
                ReadFlowEntry(map, YamlTokenKind.FlowMappingEnd);
            }
            else
            {
                // A key alone has no value.
                map.KeySpan = scanner.Span(scanner.Peek().Start);
                map.Key = ReadKey(block: false);
                map.Add(YamlScalar.Null(map.KeySpan));
            }
        }

        scanner.Skip();
        return map.Finish();
    }

    private void ReadFlowEntry(MapBuilder map, YamlTokenKind end)
    {
        YamlToken token = scanner.Peek();
        map.KeySpan = scanner.Span(token.Start);
        map.Key = token.Kind == YamlTokenKind.Value || token.Kind == YamlTokenKind.FlowEntry || token.Kind == end ? default : ReadKey(block: false);
        token = scanner.Peek();
        if (token.Kind == YamlTokenKind.Value)
        {
            scanner.Skip();
            YamlToken next = scanner.Peek();
            if (next.Kind != YamlTokenKind.FlowEntry && next.Kind != end)
            {
                path.Add(map.PathKey);
                YamlNode? value = ReadNode(block: false, indentless: false);
                path.RemoveAt(path.Count - 1);
                map.Add(value);
                return;
            }
        }

        map.Add(YamlScalar.Null(scanner.Span(token.Start)));
    }

    // False: the comma was the last thing before the end.
    private bool SkipComma(YamlTokenKind end, SourceSpan start, string expected, string what)
    {
        YamlToken token = scanner.Peek();
        if (token.Kind != YamlTokenKind.FlowEntry)
        {
            throw Misplaced(token, start, $"expected {expected} here", what);
        }

        scanner.Skip();
        return scanner.Peek().Kind != end;
    }

    private ReadKeyResult ReadKey(bool block)
    {
        YamlToken token = scanner.Peek();
        bool plainMerge = token is { Kind: YamlTokenKind.PlainScalar, Text: "<<" };
        path.Add(ListItem);
        YamlNode? node = ReadNode(block, indentless: block);
        path.RemoveAt(path.Count - 1);
        return new ReadKeyResult(node, plainMerge);
    }

    private YamlException Misplaced(YamlToken token, SourceSpan start, string message, string what) =>
        new(scanner.Span(token.Start), token.Kind == YamlTokenKind.StreamEnd ? message.Replace("here", "before the end of the file", StringComparison.Ordinal) : message, null, new DiagnosticPlace(start, what + " starts here"));

    // A key as read; no node: an empty key.
    private readonly record struct ReadKeyResult(YamlNode? Node, bool IsMerge);

    /// <summary>Collects a mapping's entries and its merges.</summary>
    private sealed class MapBuilder(YamlReader reader, SourceSpan span)
    {
        private readonly YamlMap map = new(span);
        private List<YamlNode>? merges;
        private SourceSpan firstMerge;
        private Dictionary<string, SourceSpan>? reset;   // keys whose values are gone

        public ReadKeyResult Key { get; set; }

        public SourceSpan KeySpan { get; set; }

        // What paths of tags below are made of: merged content belongs to the mapping itself.
        public string PathKey => Key.IsMerge ? "<<" : Key.Node is YamlScalar scalar ? scalar.Text : "";

        public void Add(YamlNode? value)
        {
            if (Key.IsMerge)
            {
                if (merges is not null)
                {
                    reader.ReportDuplicate("<<", KeySpan, firstMerge);
                }
                else
                {
                    (merges, firstMerge) = ([], KeySpan);
                }

                if (value is not null)
                {
                    AddMerge(value);
                }

                return;
            }

            if (Key.Node is not YamlScalar { Kind: ScalarKind.String or ScalarKind.Broken } key)
            {
                reader.ReportKey(KeySpan, Key.Node);
                return;
            }

            if (map.TryGetEntry(key.Text, out YamlEntry earlier))
            {
                reader.ReportDuplicate(key.Text, KeySpan, earlier.KeySpan);
            }
            else if (reset is not null && reset.TryGetValue(key.Text, out SourceSpan first))
            {
                reader.ReportDuplicate(key.Text, KeySpan, first);
            }
            else if (value is not null)
            {
                map.Set(key.Text, KeySpan, value);
            }
            else
            {
                (reset ??= []).Add(key.Text, KeySpan);
            }
        }

        public YamlMap Finish()
        {
            foreach (YamlNode merge in merges ?? [])
            {
                foreach (YamlEntry entry in (YamlMap)merge)
                {
                    if (!map.ContainsKey(entry.Key))
                    {
                        map.Set(entry.Key, entry.KeySpan, entry.Value);
                    }
                }
            }

            return map;
        }

        private void AddMerge(YamlNode value)
        {
            if (value is YamlMap)
            {
                merges!.Add(value);
            }
            else if (value is YamlList list && list.Items.TrueForAll(item => item is YamlMap))
            {
                merges!.AddRange(list.Items);
            }
            else
            {
                reader.diagnostics.Error("yaml-merge", value.Span, "\"<<\" merges a mapping or a list of mappings", "write an alias (\"<<: *name\")");
            }
        }
    }

    private void ReportDuplicate(string key, SourceSpan second, SourceSpan first)
    {
        if (ignored == 0)
        {
            diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "duplicate-key", second, $"\"{key}\" stands here twice")
            {
                Hint = "remove one of them, or merge them",
                Related = [new DiagnosticPlace(first, "the first")],
            });
        }
    }

    private void ReportKey(SourceSpan span, YamlNode? key)
    {
        if (ignored == 0)
        {
            string what = key switch { YamlMap => "a mapping", YamlList => "a list", YamlScalar { Kind: ScalarKind.Null } or null => "empty", YamlScalar scalar => scalar.Text, _ => "" };
            diagnostics.Error("key-type", span, $"a key must be a string, this one is {what}", key is YamlScalar { Text.Length: > 0 } ? $"put it in quotes: \"{what}\"" : null);
        }
    }
}

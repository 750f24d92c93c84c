namespace Berth.Compose;

/// <summary>What a token is.</summary>
internal enum YamlTokenKind : byte
{
    StreamEnd,
    VersionDirective,
    TagDirective,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    PlainScalar,
    QuotedScalar,
    BlockScalar,
}

/// <summary>A place in a text being scanned.</summary>
internal readonly record struct YamlMark(int Index, int Line, int Column);

/// <summary>A token; <paramref name="Text"/> is its value, <paramref name="Suffix"/> a tag's second half or a directive's prefix.</summary>
internal readonly record struct YamlToken(YamlTokenKind Kind, YamlMark Start, string Text = "", string Suffix = "");

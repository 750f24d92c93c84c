namespace Berth.Compose;

/// <summary>One key of a mapping and its value.</summary>
internal readonly record struct YamlEntry(string Key, SourceSpan KeySpan, YamlNode Value);

using System.Collections.ObjectModel;

namespace Berth.Compose;

/// <summary>The empty map of each kind, shared.</summary>
internal static class ComposeMap<T>
{
    public static readonly IReadOnlyDictionary<string, T> Empty = ReadOnlyDictionary<string, T>.Empty;
}

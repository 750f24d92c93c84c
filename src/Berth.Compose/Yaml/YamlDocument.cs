namespace Berth.Compose;

/// <summary>One document of a file.</summary>
/// <param name="Root">Its content.</param>
/// <param name="Resets">The places that <c>!reset</c> and <c>!override</c> tags clear in what is merged below, each as the keys that lead there.</param>
internal sealed record YamlDocument(YamlNode Root, IReadOnlyList<string[]> Resets);

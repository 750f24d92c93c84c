namespace Berth.Server;

/// <summary>
/// An operation of the API: method, path and what serves it. A path has at most one name, <c>{name}</c>, which takes all that
/// is between what stands before and after it, slashes too.
/// </summary>
internal sealed class Route
{
    private readonly string _prefix;
    private readonly string? _suffix;

    public Route(string method, string path, Func<ApiCall, Task> handler, bool hijacks = false)
    {
        Method = method;
        Handler = handler;
        Hijacks = hijacks;
        var start = path.IndexOf('{', StringComparison.Ordinal);
        _prefix = start < 0 ? path : path[..start];
        _suffix = start < 0 ? null : path[(path.IndexOf('}', StringComparison.Ordinal) + 1)..];
    }

    public string Method { get; }

    public Func<ApiCall, Task> Handler { get; }

    /// <summary>Whether it takes the connection over, so that a client may close its sending half early.</summary>
    public bool Hijacks { get; }

    /// <summary>Whether a path is this route's, and the name in it.</summary>
    public bool Matches(ReadOnlySpan<char> path, out string name)
    {
        name = "";
        if (_suffix is null)
        {
            return path.SequenceEqual(_prefix);
        }

        if (path.Length <= _prefix.Length + _suffix.Length || !path.StartsWith(_prefix) || !path.EndsWith(_suffix))
        {
            return false;
        }

        name = path[_prefix.Length..^_suffix.Length].ToString();
        return true;
    }
}

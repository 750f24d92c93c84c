namespace Berth.Docker;

/// <summary>The name of a Dockerfile that is no file of the context, in the archive that carries both. As docker's client names it.</summary>
public static class CarriedDockerfile
{
    private const string Prefix = ".dockerfile.";
    private const int DigitCount = 20;
    private static readonly System.Buffers.SearchValues<char> s_digits = System.Buffers.SearchValues.Create("0123456789abcdef");

    /// <summary>A name that no other file has.</summary>
    public static string NewName() => Prefix + Guid.NewGuid().ToString("N")[..DigitCount];

    /// <summary>Whether a name is such: the file is none of the context's, and nobody knows it by this name.</summary>
    public static bool Is(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == Prefix.Length + DigitCount && name.StartsWith(Prefix, StringComparison.Ordinal) && name.AsSpan(Prefix.Length).IndexOfAnyExcept(s_digits) < 0;
    }
}

using System.Globalization;

namespace Berth.Server;

/// <summary>A version of the API, "1.51", as requests' paths start with it.</summary>
internal readonly record struct ApiVersion(int Major, int Minor) : IComparable<ApiVersion>
{
    /// <summary>The highest that is served.</summary>
    public static ApiVersion Max => new(1, 51);

    /// <summary>The lowest that is served.</summary>
    public static ApiVersion Min => new(1, 24);

    public static bool operator <(ApiVersion left, ApiVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ApiVersion left, ApiVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ApiVersion left, ApiVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ApiVersion left, ApiVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Takes "/v1.43" off a path; false when the path doesn't start so, which means the highest version.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> path, out ApiVersion version)
    {
        version = Max;
        if (!path.StartsWith("/v") || path.Length < 3 || !char.IsAsciiDigit(path[2]))
        {
            return false;
        }

        var text = path[2..];
        var end = text.IndexOf('/');
        text = end < 0 ? text : text[..end];
        var dot = text.IndexOf('.');
        if (!TryNumber(dot < 0 ? text : text[..dot], out var major) || !TryNumber(dot < 0 ? "0" : text[(dot + 1)..], out var minor))
        {
            return false;
        }

        version = new ApiVersion(major, minor);
        path = path[(2 + text.Length)..];
        return true;
    }

    public int CompareTo(ApiVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

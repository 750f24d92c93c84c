using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>An operating system and a processor, in Go's names, such as <c>linux/arm64/v8</c>.</summary>
public sealed record OciPlatform
{
    /// <summary>The operating system, such as <c>linux</c>.</summary>
    [JsonPropertyName("os")]
    public string Os { get => field ?? ""; init; }

    /// <summary>The processor, such as <c>amd64</c>.</summary>
    [JsonPropertyName("architecture")]
    public string Architecture { get => field ?? ""; init; }

    /// <summary>The processor's variant, such as <c>v8</c>; null where it has none.</summary>
    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    /// <summary>The operating system's version (Windows).</summary>
    [JsonPropertyName("os.version")]
    public string? OsVersion { get; init; }

    /// <summary>This machine.</summary>
    public static OciPlatform Host { get; } = Normalize("linux", RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString(),
    }, null);

    /// <summary>Reads <c>os/architecture[/variant]</c>, or one of <c>os</c> and <c>architecture</c> with the other from this machine.</summary>
    public static OciPlatform Parse(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length > 3 || parts.Any(p => p.Length == 0 || p.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))))
        {
            throw new ImageException(ImageErrorKind.Invalid, $"\"{text}\" is an invalid component of \"{text}\": platform specifier component must match \"^[A-Za-z0-9_.-]+$\": invalid argument");
        }

        return parts.Length switch
        {
            1 when IsOs(parts[0]) => Normalize(parts[0], Host.Architecture, Host.Variant),
            1 when Normalize("linux", parts[0], null) is { } p && IsArchitecture(p.Architecture) => p,
            1 => throw new ImageException(ImageErrorKind.Invalid, $"\"{text}\": unknown operating system or architecture: invalid argument"),
            _ => Normalize(parts[0], parts[1], parts.Length == 3 ? parts[2] : null),
        };
    }

    /// <summary>
    /// How well a program for <paramref name="offered"/> runs where this one is asked for: 0 not at all, more is better. A processor
    /// runs its own older variants (arm v8 runs v7, v6, v5; amd64 v3 runs v2).
    /// </summary>
    public int Rank(OciPlatform offered)
    {
        OciPlatform have = Normalize(offered.Os, offered.Architecture, offered.Variant);
        OciPlatform want = Normalize(Os, Architecture, Variant);
        if (have.Os != want.Os)
        {
            return 0;
        }

        if (have.Architecture == want.Architecture)
        {
            int haveLevel = Level(have), wantLevel = Level(want);
            return haveLevel <= wantLevel ? 100 + haveLevel : 0;
        }

        // A 64-bit ARM runs 32-bit programs where its processor still has that mode.
        return want.Architecture == "arm64" && have.Architecture == "arm" ? Level(have) : 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    private static int Level(OciPlatform platform) => (platform.Architecture, platform.Variant) switch
    {
        ("arm64", null) => 8,
        ("arm", null) => 7,
        ("amd64", null) => 1,
        (_, null) => 1,
        (_, { } v) => v.Length > 1 && v[0] == 'v' && int.TryParse(v.AsSpan(1), out int n) ? n : 50,
    };

    private static OciPlatform Normalize(string os, string architecture, string? variant)
    {
        os = os.ToLowerInvariant();
        architecture = architecture.ToLowerInvariant();
        variant = string.IsNullOrEmpty(variant) ? null : variant.ToLowerInvariant();
        (architecture, variant) = (architecture, variant) switch
        {
            ("x86_64" or "x86-64" or "amd64", "v1" or null) => ("amd64", null),
            ("x86_64" or "x86-64", _) => ("amd64", variant),
            ("aarch64" or "arm64", "8" or "v8" or null) => ("arm64", null),
            ("aarch64", _) => ("arm64", variant),
            ("armhf", _) => ("arm", "v7"),
            ("armel", _) => ("arm", "v6"),
            ("arm", null or "7") => ("arm", "v7"),
            ("arm", "5" or "6" or "8") => ("arm", "v" + variant),
            ("i386" or "i486" or "i586" or "i686" or "x86", _) => ("386", null),
            _ => (architecture, variant),
        };
        return new OciPlatform { Os = os is "macos" ? "darwin" : os, Architecture = architecture, Variant = variant };
    }

    private static bool IsOs(string text) => text.ToLowerInvariant() is "linux" or "windows" or "darwin" or "macos" or "freebsd" or "netbsd" or "openbsd" or "solaris";

    private static bool IsArchitecture(string text) => text is "386" or "amd64" or "arm" or "arm64" or "loong64" or "mips64le" or "ppc64le" or "riscv64" or "s390x";
}

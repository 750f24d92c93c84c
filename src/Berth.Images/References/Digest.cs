using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Berth.Images;

/// <summary>
/// A content digest, <c>algorithm:hex</c> (OCI image specification, descriptor.md). Algorithms: sha256, sha384, sha512, the ones Docker knows.
/// Two digests are equal when their text is.
/// </summary>
public sealed record Digest
{
    private Digest(string value, int separator)
    {
        Value = value;
        Separator = separator;
    }

    /// <summary>The whole text, such as <c>sha256:0123…</c>.</summary>
    public string Value { get; }

    private int Separator { get; }

    /// <summary>The algorithm's name, such as <c>sha256</c>.</summary>
    public string Algorithm => Value[..Separator];

    /// <summary>The lower-case hexadecimal digits.</summary>
    public string Hex => Value[(Separator + 1)..];

    /// <summary>The first twelve digits, as progress lines and listings show them.</summary>
    public string Short => Value.Substring(Separator + 1, 12);

    /// <summary>Reads a digest; an <see cref="ImageException"/> of kind <see cref="ImageErrorKind.Invalid"/> with Docker's text where it isn't one.</summary>
    public static Digest Parse(string text)
    {
        Digest? digest = Read(text, out string? error);
        return digest ?? throw new ImageException(ImageErrorKind.Invalid, error!);
    }

    /// <summary>Reads a digest; false where <paramref name="text"/> isn't one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = text is null ? null : Read(text, out _);
        return digest is not null;
    }

    /// <summary>The sha256 digest of <paramref name="content"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Sha256.HashBytes];
        Sha256.Hash(content, hash);
        return FromSha256(hash);
    }

    /// <summary>The digest of <paramref name="content"/> by this digest's algorithm: equal where it is the same content.</summary>
    internal Digest Of(byte[] content)
    {
        if (Algorithm == "sha256")
        {
            return Of(content.AsSpan());
        }

        using var hash = new StreamHash(Algorithm);
        hash.Append(content);
        return hash.Finish();
    }

    /// <summary>The digest whose 32 bytes are <paramref name="hash"/>.</summary>
    internal static Digest FromSha256(ReadOnlySpan<byte> hash) => new("sha256:" + Convert.ToHexStringLower(hash), 6);

    /// <summary>The digest of <paramref name="algorithm"/> whose bytes are <paramref name="hash"/>.</summary>
    internal static Digest From(string algorithm, ReadOnlySpan<byte> hash) => new(algorithm + ":" + Convert.ToHexStringLower(hash), algorithm.Length);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <inheritdoc/>
    public bool Equals(Digest? other) => other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    private static Digest? Read(string text, out string? error)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon + 1 == text.Length)
        {
            error = "invalid checksum digest format";
            return null;
        }

        int digits = text.AsSpan(0, colon) switch
        {
            "sha256" => 2 * SHA256.HashSizeInBytes,
            "sha384" => 2 * SHA384.HashSizeInBytes,
            "sha512" => 2 * SHA512.HashSizeInBytes,
            _ => 0,
        };
        error = digits == 0 ? "unsupported digest algorithm"
            : text.Length - colon - 1 != digits ? "invalid checksum digest length"
            : !ReferenceGrammar.IsLowerHex(text.AsSpan(colon + 1)) ? "invalid checksum digest format"
            : null;
        return error is null ? new Digest(text, colon) : null;
    }
}

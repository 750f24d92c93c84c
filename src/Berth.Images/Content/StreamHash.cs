using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Berth.Images;

/// <summary>
/// A running hash of a stream by the algorithm of a digest. Uses OpenSSL where the machine has it; the library aborts the process when it
/// is missing, so whether it is there is asked first.
/// </summary>
internal sealed class StreamHash : IDisposable
{
    private static readonly Lazy<bool> HasOpenSsl = new(FindOpenSsl);

    private readonly string algorithm;
    private readonly IncrementalHash? fast;
    private readonly Sha256? own;

    /// <summary>Starts a hash by <paramref name="algorithm"/>: sha256, sha384 or sha512.</summary>
    public StreamHash(string algorithm = "sha256")
    {
        this.algorithm = algorithm;
        if (HasOpenSsl.Value)
        {
            fast = IncrementalHash.CreateHash(algorithm switch
            {
                "sha256" => HashAlgorithmName.SHA256,
                "sha384" => HashAlgorithmName.SHA384,
                _ => HashAlgorithmName.SHA512,
            });
        }
        else
        {
            own = algorithm == "sha256" ? new Sha256() : throw new ImageException(ImageErrorKind.Failed, $"hash {algorithm}: this machine has no libcrypto (install OpenSSL 3)");
        }
    }

    /// <summary>Adds <paramref name="content"/>.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        if (fast is not null)
        {
            fast.AppendData(content);
        }
        else
        {
            own!.Append(content);
        }
    }

    /// <summary>The digest of all that was added; the object is spent.</summary>
    public Digest Finish()
    {
        Span<byte> hash = stackalloc byte[64];
        if (fast is not null)
        {
            return Digest.From(algorithm, hash[..fast.GetHashAndReset(hash)]);
        }

        own!.Finish(hash);
        return Digest.From(algorithm, hash[..Sha256.HashBytes]);
    }

    /// <inheritdoc/>
    public void Dispose() => fast?.Dispose();

    // The names that the runtime's own loader tries; the handle is kept, as the runtime will want it.
    private static bool FindOpenSsl()
    {
        foreach (string version in (ReadOnlySpan<string>)["3", "1.1"])
        {
            if (NativeLibrary.TryLoad("libcrypto.so." + version, out _) && NativeLibrary.TryLoad("libssl.so." + version, out _))
            {
                return true;
            }
        }

        return false;
    }
}

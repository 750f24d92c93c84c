using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Berth.Images;

/// <summary>
/// Whose certificates a registry may show, and which one it is shown: the machine's authorities, and what <c>certs.d/HOST[:PORT]</c> has,
/// as Docker reads it.
/// </summary>
internal static class RegistryTrust
{
    /// <summary>The TLS settings for a host.</summary>
    public static SslClientAuthenticationOptions OptionsFor(string host, bool isInsecure, string certificatesFolder)
    {
        string folder = Path.Combine(certificatesFolder, host);
        var own = new X509Certificate2Collection();
        var mine = new X509Certificate2Collection();
        if (Directory.Exists(folder))
        {
            ReadFolder(folder, own, mine);
        }

        return new SslClientAuthenticationOptions
        {
            ClientCertificates = mine,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                isInsecure || errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && IsSignedBy(own, certificate, chain))
                    ? true
                    : throw new AuthenticationException(Text(errors, chain, host)),
        };
    }

    private static void ReadFolder(string folder, X509Certificate2Collection own, X509Certificate2Collection mine)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.crt"))
            {
                own.ImportFromPemFile(file);
            }

            foreach (string file in Directory.EnumerateFiles(folder, "*.cert"))
            {
                mine.Add(X509Certificate2.CreateFromPemFile(file, Path.ChangeExtension(file, ".key")));
            }
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ImageException(ImageErrorKind.Invalid, $"read the certificates in {folder}: {e.Message}", e);
        }
    }

    private static bool IsSignedBy(X509Certificate2Collection own, X509Certificate? certificate, X509Chain? shown)
    {
        if (own.Count == 0 || certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(own);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (X509ChainElement element in shown?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(leaf);
    }

    private static string Text(SslPolicyErrors errors, X509Chain? chain, string host)
    {
        const string Failed = "tls: failed to verify certificate: x509: ";
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            return $"{Failed}certificate is not valid for {host}";
        }

        return chain?.ChainStatus.Any(s => s.Status == X509ChainStatusFlags.NotTimeValid) == true
            ? Failed + "certificate has expired or is not yet valid"
            : Failed + "certificate signed by unknown authority";
    }
}

using System.Text;
using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Credentials as clients send them, for the registry client.</summary>
internal static class Credentials
{
    /// <summary>The credential, or null where there is none in it.</summary>
    public static RegistryCredential? Of(AuthConfig? auth)
    {
        if (auth is null)
        {
            return null;
        }

        var (user, password) = auth.Auth is { Length: > 0 } packed ? Unpack(packed) : (auth.Username, auth.Password);
        var credential = new RegistryCredential
        {
            Username = user, Password = password, IdentityToken = auth.IdentityToken, RegistryToken = auth.RegistryToken, ServerAddress = auth.ServerAddress,
        };
        return string.IsNullOrEmpty(user) && string.IsNullOrEmpty(auth.IdentityToken) && string.IsNullOrEmpty(auth.RegistryToken) ? null : credential;
    }

    private static (string?, string?) Unpack(string packed)
    {
        byte[] bytes = new byte[packed.Length];
        if (!Convert.TryFromBase64String(packed, bytes, out int length))
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "invalid credentials: auth is not base64");
        }

        string pair = Encoding.UTF8.GetString(bytes, 0, length);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (pair, null) : (pair[..colon], pair[(colon + 1)..]);
    }
}

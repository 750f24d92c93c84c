using System.Text;
using Berth.Compose;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>Fetches Compose projects that <c>compose publish</c> put into registries (<c>oci://NAME</c>): the engine's executable does it, which speaks HTTP and TLS.</summary>
internal static class ArtifactFiles
{
    private const string Scheme = "oci://";

    /// <summary>Whether a path names such a project.</summary>
    public static bool Accepts(string path) => path.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>Brings it here.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cache">The folder in which fetched projects are kept.</param>
    /// <param name="config">Where logins are.</param>
    /// <returns>The Compose file.</returns>
    /// <exception cref="IOException">It can't be had.</exception>
    public static RemoteCopy Fetch(string path, string cache, ClientConfig config)
    {
        RemoteProjects.Check("COMPOSE_EXPERIMENTAL_OCI_REMOTE");
        var reference = path[Scheme.Length..];
        try
        {
            var (code, output) = ChildProgram.RunEngine(["compose-files", ImageName.Parse(reference).Tagged.Full, cache], Login(reference, config));
            return code == 0 ? new RemoteCopy(Path.Combine(output, "compose.yaml"), output) : throw new IOException(output);
        }
        catch (Exception e) when (e is LinuxException or UsageException)
        {
            throw new IOException(e.Message, e);
        }
    }

    // As the header X-Registry-Auth has it.
    private static string Login(string reference, ClientConfig config)
    {
        if (RegistryLogins.For(ImageName.Parse(reference).Domain, config) is not { } login)
            return "";
        var json = $"{{\"username\":{TemplateFunctions.Json(login.Username ?? "")},\"password\":{TemplateFunctions.Json(login.Password ?? "")},\"identitytoken\":{TemplateFunctions.Json(login.IdentityToken ?? "")}}}";
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
    }
}

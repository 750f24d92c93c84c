using System.Text;
using Berth.Images;

namespace Berth.Daemon;

/// <summary>
/// The role <c>compose-files REFERENCE FOLDER</c>: fetches a Compose project that <c>docker compose publish</c> put into a registry, into a folder of
/// its own below FOLDER. The command line keeps HTTP and TLS out of its own executable so. Standard input is the login, as the value of an
/// <c>X-Registry-Auth</c> header; standard output is the folder, or with exit status 1 the reason.
/// </summary>
internal static class ComposeFilesRole
{
    private const string FileType = "application/vnd.docker.compose.file+yaml";
    private const string EnvFileType = "application/vnd.docker.compose.envfile";
    private const string FileName = "com.docker.compose.file";
    private const string EnvFileName = "com.docker.compose.envfile";
    private const string IsExtended = "com.docker.compose.extends";

    private static readonly ArtifactKind Kind = new("Compose project", "application/vnd.docker.compose.project", "application/vnd.docker.compose.config.empty.v1+json");

    /// <summary>Fetches it.</summary>
    /// <returns>The exit status.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Stream input, Stream output)
    {
        try
        {
            if (arguments is not [var reference, var cache])
            {
                throw new OptionException("compose-files needs a reference and a folder");
            }

            using var reader = new StreamReader(input);
            RegistryCredential? login = RegistryCredential.FromHeader((await reader.ReadToEndAsync().ConfigureAwait(false)).Trim());
            Artifact artifact = await ArtifactPuller.PullAsync(ImageReference.Parse(reference), Kind, new RegistryOptions(), login, TimeProvider.System).ConfigureAwait(false);
            await output.WriteAsync(Encoding.UTF8.GetBytes(Store(artifact, cache))).ConfigureAwait(false);
            return 0;
        }
        catch (Exception e) when (e is OptionException or ImageException or IOException or UnauthorizedAccessException)
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(e.Message)).ConfigureAwait(false);
            return 1;
        }
    }

    /// <summary>Writes an artifact's files aside, then gives the folder its name: it is whole or not there.</summary>
    public static string Store(Artifact artifact, string cache)
    {
        string folder = Path.Combine(cache, artifact.Digest.Hex);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        Directory.CreateDirectory(cache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string aside = Path.Combine(cache, $".{artifact.Digest.Hex}.{Environment.ProcessId}");
        Directory.CreateDirectory(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            Write(artifact, aside);
            Directory.Move(aside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another one was quicker.
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }

        return folder;
    }

    // The files of a project are documents of one compose.yaml; those that it extends, and env files, lie beside it under their own names.
    private static void Write(Artifact artifact, string folder)
    {
        for (int i = 0; i < artifact.Files.Count; i++)
        {
            ArtifactFile file = artifact.Files[i];
            if (file.MediaType == EnvFileType)
            {
                File.WriteAllBytes(Path.Combine(folder, Name(file, EnvFileName)), file.Content);
            }
            else if (file.MediaType == FileType)
            {
                string name = file.Annotations.ContainsKey(IsExtended) ? Name(file, FileName) : "compose.yaml";
                using var stream = new FileStream(Path.Combine(folder, name), FileMode.Append, FileAccess.Write);
                if (i > 0 && file.Annotations.ContainsKey(FileName))
                {
                    stream.Write("\n---\n"u8);
                }

                stream.Write(file.Content);
            }
        }

        if (!File.Exists(Path.Combine(folder, "compose.yaml")))
        {
            throw new ImageException(ImageErrorKind.Invalid, "the artifact has no Compose file");
        }
    }

    // The registry's word becomes a path: it must be a name and nothing more.
    private static string Name(ArtifactFile file, string annotation)
    {
        string name = file.Annotations.GetValueOrDefault(annotation, "");
        return name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\\', '\0')
            ? throw new ImageException(ImageErrorKind.Invalid, $"the artifact has a file whose name is \"{name}\"")
            : name;
    }
}

namespace Berth.Docker;

/// <summary>The values of named contexts: <c>docker-image://REF</c>, a repository's or a web address, or a folder.</summary>
public static class NamedContext
{
    /// <summary>Begins the value of one that is an image.</summary>
    public const string Image = "docker-image://";

    /// <summary>Begins the value of one that lies in the request's archive, at the path that follows.</summary>
    public const string Carried = "archive:";

    private const string Layout = "oci-layout://";

    /// <summary>The value as a request has it: a folder of this machine is sent along.</summary>
    /// <param name="name">The context's name, for errors.</param>
    /// <param name="value">What the caller gave; a relative folder is the current one's.</param>
    /// <param name="context">Carries folders; null where nothing can be sent along.</param>
    /// <exception cref="DockerException">It is none of the kinds, or the folder can't be had.</exception>
    public static string Resolve(string name, string value, BuildContext? context)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.StartsWith(Image, StringComparison.Ordinal) || IsRemote(value)) return value;
        if (value.StartsWith(Layout, StringComparison.Ordinal))
        {
            throw Wrong($"build context {name}: {value}: OCI layouts are not read: import the image and use {Image}NAME");
        }

        if (context is null) throw Wrong($"build context {name}: a folder can't be sent along with an archive on standard input: unpack the archive and build its folder");
        try
        {
            return context.Carry(Path.GetFullPath(value.Length > 0 ? value : throw Wrong($"failed to get build context {name}: it has no value")));
        }
        catch (DockerException e)
        {
            throw new DockerException(e.Kind, $"failed to get build context {name}: {e.Message}", e);
        }
    }

    /// <summary>The value is an address that the engine fetches.</summary>
    public static bool IsRemote(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.StartsWith("http://", StringComparison.Ordinal) || value.StartsWith("https://", StringComparison.Ordinal) || GitAddress.Names(value);
    }

    /// <summary>Other engines' classic builders pass over what only Berth's knows, and would build something else.</summary>
    /// <param name="system">The engine.</param>
    /// <param name="what">What is asked of it, for the error.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="DockerException">The engine is another one.</exception>
    public static async Task RequireAsync(ISystem system, string what, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(system);
        var version = await system.VersionAsync(cancel).ConfigureAwait(false);
        if (version.Platform.Name != VersionPlatform.Berth) throw new DockerException(DockerErrorKind.NotImplemented, $"{what}: only Berth's engine has that, and this one is \"{version.Platform.Name}\"");
    }

    private static DockerException Wrong(string message) => new(DockerErrorKind.InvalidParameter, message);
}

using System.Buffers.Text;
using System.Text;

namespace Berth.Docker;

/// <summary>
/// Secrets and SSH agents as requests for a build carry them: in headers, which no log and no history keeps, one <c>id.content</c> each, both parts in base64 for URLs.
/// </summary>
public static class BuildSecrets
{
    /// <summary>The header of secrets; it may be there several times.</summary>
    public const string SecretHeader = "X-Build-Secret";

    /// <summary>The header of SSH agents: the content is the path of a socket on the engine's machine.</summary>
    public const string AgentHeader = "X-Build-Ssh";

    /// <summary>The most that one secret may have, bytes: as much as BuildKit takes.</summary>
    public const int LongestSecret = 500 * 1024;

    /// <summary>The most that all secrets of a build may have together, bytes.</summary>
    public const int MostSecrets = 2 << 20;

    /// <summary>A value of one of the headers.</summary>
    public static string Write(string id, ReadOnlySpan<byte> content) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id)) + "." + Base64Url.EncodeToString(content);

    /// <summary>Reads a header's values.</summary>
    /// <exception cref="DockerException">InvalidParameter: one is none, or too long.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(IEnumerable<string?> values)
    {
        var read = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string value in values.OfType<string>())
        {
            string[] parts = value.Split('.');
            if (parts.Length != 2 || !Base64Url.IsValid(parts[0]) || !Base64Url.IsValid(parts[1])) throw Invalid("a secret's or SSH agent's header can't be read");
            read[Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0]))] = Base64Url.DecodeFromChars(parts[1]);
        }

        Check(read);
        return read;
    }

    /// <summary>Checks how long secrets are.</summary>
    /// <exception cref="DockerException">InvalidParameter: one, or all together, are too long.</exception>
    public static void Check(IReadOnlyDictionary<string, byte[]> secrets)
    {
        foreach (var (id, content) in secrets)
        {
            if (content.Length > LongestSecret) throw TooBig(id);
        }

        if (secrets.Values.Sum(s => (long)s.Length) > MostSecrets) throw Invalid("the secrets of a build are too big: they may have 2MiB together");
    }

    /// <summary>Reads a secret from a file of the caller's.</summary>
    /// <param name="id">What steps call it.</param>
    /// <param name="path">The file; it may be a pipe.</param>
    /// <exception cref="DockerException">InvalidParameter: it isn't there, can't be read or is too long.</exception>
    public static byte[] OfFile(string id, string path)
    {
        if (Directory.Exists(path)) throw Invalid($"secret {id}: {path} is a folder");
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var content = new byte[LongestSecret + 1];
            int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length > LongestSecret ? throw TooBig(id) : content[..length];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Invalid($"secret {id}: failed to stat {path}: no such file or directory");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"secret {id}: {path} can't be read: {e.Message}");
        }
    }

    private static DockerException TooBig(string id) => Invalid($"secret {id} too big. max size 500KiB");

    private static DockerException Invalid(string message) => new(DockerErrorKind.InvalidParameter, message);
}

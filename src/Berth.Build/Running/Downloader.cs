using System.Security.Cryptography;

namespace Berth.Build;

/// <summary>Fetches files for ADD.</summary>
internal static class Downloader
{
    private const long LongestFile = 2L << 30;

    /// <summary>Fetches a file.</summary>
    /// <exception cref="HttpRequestException">It can't be had.</exception>
    public static async Task<Download> GetAsync(string address, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10), MaxResponseContentBufferSize = LongestFile };
        using var answer = await client.GetAsync(new Uri(address), cancel).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        string name = new Uri(address).AbsolutePath.Split('/')[^1];
        return new Download(name, await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false), answer.Content.Headers.LastModified ?? DateTimeOffset.UnixEpoch);
    }

    /// <summary>Compares a download's digest with the one that <c>--checksum</c> asks for.</summary>
    public static void Check(Download download, string checksum, int line)
    {
        string digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(download.Content));
        if (digest != checksum) throw new DockerfileException(line, $"digest mismatch for {download.Name}: {digest} (expected: {checksum})");
    }
}

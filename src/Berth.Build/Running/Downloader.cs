namespace Berth.Build;

/// <summary>Fetches files for ADD, and contexts.</summary>
internal static class Downloader
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>Fetches a file; it is the only one of its tree, under the last part of its address, as its server's date says.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="folder">Where it is kept meanwhile.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="HttpRequestException">It can't be had.</exception>
    public static async Task<SourceTree> GetAsync(string address, string folder, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = s_patience };
        var uri = new Uri(address);
        using var answer = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        await using var content = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        string name = Uri.UnescapeDataString(uri.AbsolutePath.Split('/')[^1]);
        return await SourceTree.OfFileAsync(content, name, answer.Content.Headers.LastModified ?? DateTimeOffset.UnixEpoch, folder, cancel).ConfigureAwait(false);
    }
}

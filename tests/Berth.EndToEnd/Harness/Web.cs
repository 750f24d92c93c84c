using System.Diagnostics;

namespace Berth.EndToEnd;

/// <summary>Asks web servers on this host.</summary>
internal static class Web
{
    /// <summary>The body at an address; a server that does not listen yet is waited for.</summary>
    public static string Get(string address, TimeSpan? limit = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(20))
        {
            try
            {
                using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, address));
                if (answer.IsSuccessStatusCode || waited.Elapsed > (limit ?? TimeSpan.FromSeconds(20)))
                {
                    using var reader = new StreamReader(answer.Content.ReadAsStream());
                    string body = reader.ReadToEnd();
                    Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}\n{body}");
                    return body;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException && waited.Elapsed < (limit ?? TimeSpan.FromSeconds(20)))
            {
                // It doesn't listen yet.
            }
        }
    }

    /// <summary>Nobody answers at this address.</summary>
    public static void Refuses(string address)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) });
        Assert.ThrowsAny<Exception>(() => client.Send(new HttpRequestMessage(HttpMethod.Get, address)).Dispose());
    }
}

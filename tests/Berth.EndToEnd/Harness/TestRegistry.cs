using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Berth.EndToEnd;

/// <summary>Debian's docker-registry on loopback, with the images that tests/images/make.sh made; one for all tests.</summary>
public sealed class TestRegistry : IAsyncLifetime
{
    private Process? _process;

    /// <summary>The registry's base address, <c>http://127.0.0.1:PORT</c>.</summary>
    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>A port of loopback that nobody has at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Repository.Berth), "artifacts/berth is missing: run ./build.sh first");
        _process = Shell.Start(Repository.Root, null, Path.Combine(Repository.Root, "tests/images/serve.sh"), new Uri(Address).Authority);
        using var client = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Address + "/v2/library/nginx/tags/list"));
                Assert.True(answer.IsSuccessStatusCode, "the registry has no nginx: run tests/images/make.sh first");
                return;
            }
            catch (HttpRequestException) when (waited.Elapsed < TimeSpan.FromSeconds(30) && !_process.HasExited)
            {
                // It doesn't listen yet.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        return ValueTask.CompletedTask;
    }
}

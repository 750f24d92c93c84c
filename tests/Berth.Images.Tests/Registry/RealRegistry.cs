#pragma warning disable RS0030 // a test may start the program that it tests against
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Berth.Images.Tests;

/// <summary>Debian's docker-registry on a free port of loopback.</summary>
internal sealed class RealRegistry : IAsyncDisposable
{
    private const string ProgramPath = "/usr/bin/docker-registry";

    private readonly Process process;

    private RealRegistry(Process process, string host) => (this.process, Host) = (process, host);

    public static bool IsThere => File.Exists(ProgramPath);

    public string Host { get; }

    public static async Task<RealRegistry> StartAsync(string folder, CancellationToken cancel)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        string host = $"127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        Directory.CreateDirectory(folder);
        string config = Path.Combine(folder, "config.yml");
        await File.WriteAllTextAsync(config, $$"""
            version: 0.1
            log: {level: error, accesslog: {disabled: true} }
            storage: {filesystem: {rootdirectory: "{{folder}}/data" }, delete: {enabled: true} }
            http: {addr: "{{host}}", secret: tests}
            """, cancel);
        var start = new ProcessStartInfo(ProgramPath, ["serve", config]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var registry = new RealRegistry(Process.Start(start)!, host);
        await registry.WaitAsync(cancel);
        return registry;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task WaitAsync(CancellationToken cancel)
    {
        using var client = new HttpClient();
        for (int tries = 0; ; tries++)
        {
            try
            {
                await client.GetAsync(new Uri($"http://{Host}/v2/"), cancel);
                return;
            }
            catch (HttpRequestException) when (tries < 200 && !process.HasExited)
            {
                await Task.Delay(50, cancel); // it says nothing when it is ready
            }
        }
    }
}

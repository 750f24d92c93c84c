using System.Net;
using System.Text.RegularExpressions;

namespace Berth.EndToEnd;

/// <summary>The four-service project on an engine of its own, shared by the tests of a class.</summary>
public abstract partial class DjangoProject(TestRegistry registry) : IDisposable
{
    /// <summary>What nginx serves on this host.</summary>
    public const string Page = "http://127.0.0.1:8000/";

    private string? _folder;

    internal BerthHost Host { get; } = new(registry);

    internal string Folder => _folder ??= Lay(Host.Example("django"));

    /// <summary>The words that call the program.</summary>
    private protected abstract string[] Program { get; }

    /// <summary>Lays files over the example's.</summary>
    private protected virtual string Lay(string folder) => folder;

    internal CommandResult Compose(params string[] arguments) => Shell.Run(Folder, Host.Environment, null, TimeSpan.FromSeconds(120), [.. Program, .. arguments]);

    /// <summary>Brings the project up, and waits until it serves its page.</summary>
    /// <returns>The page.</returns>
    internal string Up()
    {
        Compose("up", "-d").Succeeds();
        return Web.Get(Page, TimeSpan.FromSeconds(60));
    }

    /// <summary>Runs a line of bash in a service's container.</summary>
    internal CommandResult In(string service, string line) => Compose("exec", "-T", service, "bash", "-c", line);

    /// <summary>The address of a service's container on a network of the project.</summary>
    internal string AddressOf(string service, string network) =>
        Host.Berth("inspect", "-f", $"{{{{.NetworkSettings.Networks.django_{network}.IPAddress}}}}", $"django-{service}-1").Succeeds().Output.Trim();

    /// <summary>Fills the page's form in and sends it with a file, as a browser does.</summary>
    internal static void Post(string title, string text, string fileName, string file)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, CookieContainer = new CookieContainer() };
        using var client = new HttpClient(handler);
        using var form = client.Send(new HttpRequestMessage(HttpMethod.Get, Page));
        using var reader = new StreamReader(form.Content.ReadAsStream());
        using var content = new MultipartFormDataContent
        {
            { new StringContent(Token().Match(reader.ReadToEnd()).Groups[1].Value), "csrfmiddlewaretoken" },
            { new StringContent(title), "title" },
            { new StringContent(text), "text" },
            { new StringContent(file), "poster", fileName },
        };
        using var answer = client.Send(new HttpRequestMessage(HttpMethod.Post, Page) { Content = content });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder is not null) Compose("down", "-v", "-t", "1");
        Host.Dispose();
        GC.SuppressFinalize(this);
    }

    [GeneratedRegex("csrfmiddlewaretoken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

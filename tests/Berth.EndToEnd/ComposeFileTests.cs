using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Berth.EndToEnd;

/// <summary>Compose files through the binary: what Docker Compose makes of them, from near and far, and files that mean ill. None of it needs an engine that runs.</summary>
public sealed class ComposeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-files-").FullName;
    private readonly Dictionary<string, string?> _environment;

    public ComposeFileTests()
    {
        Assert.True(File.Exists(Repository.Berth), "artifacts/berth is missing: run ./build.sh first");
        _environment = new() { ["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache"), ["BERTH_RUN"] = Path.Combine(_folder, "run"), ["BERTH_ROOT"] = Path.Combine(_folder, "root") };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_case_of_the_corpus_is_answered_as_Compose_does()
    {
        string check = Path.Combine(Repository.Shared ?? "", "conformance", "compose-check.sh");
        Assert.SkipUnless(File.Exists(check), "the conformance corpus is not beside the repository");
        var result = Shell.Run(_folder, null, null, TimeSpan.FromSeconds(300), check, Repository.Berth, Path.Combine(Path.GetDirectoryName(check)!, "compose"));
        result.Succeeds().Prints(" passed, 0 failed");
    }

    [Fact]
    public void Projects_are_included_from_git()
    {
        string repository = Folder("git/r");
        Write("git/r/sub/compose.yaml", "services: {b: {image: y, build: ./ctx}}\n");
        Shell.Run("sh", "-c", $"cd '{repository}' && git init -q . && git add . && git -c user.email=a@b -c user.name=n commit -qm x && git tag v1").Succeeds();
        int port = TestRegistry.FreePort();
        using var server = Shell.Start("/", null, "git", "daemon", "--reuseaddr", $"--base-path={_folder}/git", "--export-all", "--listen=127.0.0.1", $"--port={port}", $"--pid-file={_folder}/git.pid");
        try
        {
            string address = $"git://127.0.0.1:{port}/r/.git";
            while (Shell.Run("git", "ls-remote", address).ExitCode != 0 && !server.HasExited) Thread.Sleep(20);
            Write("app/compose.yaml", $"include: [\"{address}#v1:sub\"]\nservices: {{a: {{image: x, depends_on: [b]}}}}\n");
            string commit = Shell.Run("git", "-C", repository, "rev-parse", "HEAD").Output.Trim();
            Config("app").Succeeds().Prints($"context: {_folder}/cache/berth/compose/{commit}/sub/ctx");
            Config("app").Succeeds();
            Assert.Equal([commit], Directory.GetFileSystemEntries(Path.Combine(_folder, "cache/berth/compose")).Select(Path.GetFileName));

            Write("app/compose.yaml", $"include: [\"{address}?tag=v1&subdir=sub&commit={commit[..8]}\"]\n");
            Config("app").Succeeds().Prints("image: \"y\"");
            Write("app/compose.yaml", $"include: [\"{address}?tag=v1&subdir=sub&commit=1234\"]\n");
            Config("app").Exits(1).Complains($"refs/tags/v1 is the commit {commit}, not 1234");
            Write("app/compose.yaml", $"include: [\"{address}?tga=v1\"]\n");
            Config("app").Exits(1).Complains("compose.yaml:1:11: error:").Complains("the query \"tga\" means nothing");
            Write("app/compose.yaml", $"include: [\"{address}#v2\"]\n");
            Config("app").Exits(1).Complains("compose.yaml:1:11: error:").Complains("the repository has no branch, tag or commit v2");
            Write("app/compose.yaml", $"include: [\"{address}#v1:../..\"]\n");
            Config("app").Exits(1).Complains("leads out of the repository");
        }
        finally
        {
            // The server answers each caller by a process of its own; its listening one is in the file.
            Shell.Run("sh", "-c", $"kill $(cat '{_folder}/git.pid')");
            server.WaitForExit();
        }
    }

    [Fact]
    public async Task Projects_are_included_from_a_registry()
    {
        string at = $"127.0.0.1:{TestRegistry.FreePort()}";
        var registryFolder = new Dictionary<string, string?> { ["BERTH_TEST_CACHE"] = Folder("registry") };
        using var server = Shell.Start(Repository.Root, registryFolder, Path.Combine(Repository.Root, "tests/images/serve.sh"), at);
        try
        {
            Web.Get($"http://{at}/v2/");
            using var client = new HttpClient();
            string digest = await PublishAsync(client, $"http://{at}/v2/team/app", "application/vnd.docker.compose.project");
            await PublishAsync(client, $"http://{at}/v2/team/other", "application/vnd.example.other");
            Write("app/compose.yaml", $"include: [\"oci://{at}/team/app:1\"]\nservices: {{a: {{image: x}}}}\n");
            Config("app").Succeeds().Prints("KEY: value").Prints("image: \"y\"").Prints($"{_folder}/cache/berth/compose/{digest}/ctx");

            Write("app/compose.yaml", $"include: [\"oci://{at}/team/other:1\"]\n");
            Config("app").Exits(1).Complains("compose.yaml:1:11: error:").Complains("is no Compose project but of type application/vnd.example.other");
            Write("app/compose.yaml", $"include: [\"oci://{at}/team/none\"]\n");
            Config("app").Exits(1).Complains("not found");
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
        }
    }

    [Fact]
    public async Task Projects_are_included_from_a_registry_with_a_login()
    {
        string at = $"127.0.0.1:{TestRegistry.FreePort()}";
        using var authority = SelfSigned(out string key);
        Write("tls/cert.pem", authority.ExportCertificatePem());
        Write("tls/key.pem", key);

        // me:secret
        Write("tls/users", "me:$2y$05$K.tPioqICvleeUwT6mkeN.cgVIZR.MUtdDehQXLDyltF7aNu//Nci\n");
        Write("tls/registry.yml", $"""
            version: 0.1
            storage:
              filesystem:
                rootdirectory: {_folder}/tls/store
            auth:
              htpasswd:
                realm: tests
                path: {_folder}/tls/users
            http:
              addr: "{at}"
              secret: tests
              tls:
                certificate: {_folder}/tls/cert.pem
                key: {_folder}/tls/key.pem
            """);
        using var server = Shell.Start("/", null, "docker-registry", "serve", $"{_folder}/tls/registry.yml");
        try
        {
            using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, found, _, _) => found?.Thumbprint == authority.Thumbprint };
            using var client = new HttpClient(handler);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("me:secret"u8));
            while (!await AnswersAsync(client, $"https://{at}/v2/") && !server.HasExited) Thread.Sleep(20);
            await PublishAsync(client, $"https://{at}/v2/team/app", "application/vnd.docker.compose.project");
            Write("app/compose.yaml", $"include: [\"oci://{at}/team/app:1\"]\n");
            _environment["DOCKER_CONFIG"] = Folder("docker");
            Config("app").Exits(1).Complains("compose.yaml:1:11: error:").Complains("no basic auth credentials");
            Write("docker/config.json", LoginFile(at, "me:wrong"));
            Config("app").Exits(1).Complains("compose.yaml:1:11: error:").Complains("unauthorized");
            Write("docker/config.json", LoginFile(at, "me:secret"));
            Config("app").Succeeds().Prints("KEY: value").Prints("image: \"y\"");
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
        }
    }

    [Theory]
    [InlineData("services: {a: {image: x, env_file: /dev/zero}}", "compose.yaml:1:36: error: /dev/zero can't be read: it is larger than 64 MB")]
    [InlineData("services: {a: {extends: {file: /dev/zero, service: b}}}", "compose.yaml:1:32: error: /dev/zero can't be read: it is larger than 64 MB")]
    [InlineData("include: [/dev/zero]", "compose.yaml:1:11: error: /dev/zero can't be read: it is larger than 64 MB")]
    [InlineData("services: {a: {image: x, env_file: pipe}}", "compose.yaml:1:36: error: pipe can't be read: it is a pipe that nobody has opened for writing within 10 seconds")]
    [InlineData("services: {a: {image: x, env_file: folder}}", "compose.yaml:1:36: error: folder is a folder, not a file")]
    [InlineData("services: {a: {image: x, env_file: loop}}", "compose.yaml:1:36: error: loop can't be read: Too many levels of symbolic links")]
    [InlineData("services: {a: {image: x, env_file: shut}}", "compose.yaml:1:36: error: shut can't be read: permission denied")]
    [InlineData("services: {a: {image: \"x\0\"}}", "compose.yaml:1:25: error: a NUL byte: this is no text file")]
    public void Files_that_mean_ill_are_refused(string text, string expected)
    {
        Write("app/compose.yaml", text);
        string app = Folder("app");
        Folder("app/folder");
        Shell.Run("sh", "-c", $"cd '{app}' && mkfifo pipe && ln -s loop loop && touch shut && chmod 0 shut").Succeeds();
        var result = Shell.Run(app, _environment, null, TimeSpan.FromSeconds(20), "setpriv", "--bounding-set=-dac_override,-dac_read_search", Repository.Berth, "compose", "config", "-q");
        result.Exits(1).Complains(expected);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_may_come_from_pipes_that_are_written_to_slowly()
    {
        Folder("app");
        Write("app/slow.sh", $"'{Repository.Berth}' compose -p app -f <(sleep 0.2; echo 'services: {{a: {{image: x, env_file: /dev/fd/3}}}}') config 3< <(sleep 0.2; echo A=1)");
        Shell.Run(Folder("app"), _environment, null, TimeSpan.FromSeconds(20), "bash", "slow.sh").Succeeds().Prints("A: \"1\"");
    }

    [Fact]
    public void Findings_are_for_people_or_for_programs()
    {
        Write("app/compose.yaml", "services:\n  a: {imagine: x}\n");
        Config("app").Exits(1).Complains("compose.yaml:2:7: error: services.a has no attribute \"imagine\"\n      a: {imagine: x}\n          ^ did you mean \"image\"?");
        using var json = System.Text.Json.JsonDocument.Parse(Shell.Run(Folder("app"), _environment, null, TimeSpan.FromSeconds(20), Repository.Berth, "compose", "config", "--error-format", "json").Exits(1).Error);
        Assert.Contains("imagine", json.RootElement.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_engine_lacks_is_refused_by_up_and_printed_by_config()
    {
        Write("app/compose.yaml", "services:\n  a:\n    image: x\n    gpus: all\n    logging: {driver: syslog}\n");
        var up = Shell.Run(Folder("app"), _environment, null, TimeSpan.FromSeconds(20), Repository.Berth, "compose", "up", "-d").Exits(1);
        up.Complains("compose.yaml:4:5: error: services.a.gpus is not supported here: no driver for GPUs\n        gpus: all\n        ^ remove it").Complains("compose.yaml:5:15: error: services.a.logging.driver");
        Assert.False(Directory.Exists(_environment["BERTH_RUN"]), "the engine was started for a project that it can't run");
        Config("app").Succeeds().Prints("driver: syslog").Prints("gpus:");
    }

    [Fact]
    public void A_thousand_services_take_little_memory_and_few_pages()
    {
        // Compose takes 127 MB and 45,000 page faults for the first, 51 MB and 11,000 for the second. Where the kernel gives huge pages, there are fewer.
        AssertCosts(services: 1000, megabytes: 40, faults: 4500);
        AssertCosts(services: 4, megabytes: 20, faults: 400);
    }

    private void AssertCosts(int services, int megabytes, int faults)
    {
        var text = new StringBuilder("services:\n");
        for (int i = 1; i <= services; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  s{i}:\n    image: busybox\n    command: sleep 1000\n    environment: {{A: \"${{HOME:-x}}\", B: \"{i}\"}}\n    ports: [\"{10000 + i}:80\"]\n    healthcheck: {{test: [\"CMD\", \"true\"], interval: 5s}}\n");
        }

        Write("app/compose.yaml", text.ToString());
        const string measure = "import os,subprocess,sys\n_,status,usage=os.wait4(subprocess.Popen(sys.argv[1:]).pid,0)\nprint(usage.ru_maxrss,usage.ru_minflt)\nsys.exit(status)";
        string[] figures = Shell.Run(Folder("app"), _environment, null, TimeSpan.FromSeconds(60), "python3", "-c", measure, Repository.Berth, "compose", "config", "-q").Succeeds().Output.Split();
        Assert.InRange(int.Parse(figures[0], CultureInfo.InvariantCulture), 1, megabytes * 1024);
        Assert.InRange(int.Parse(figures[1], CultureInfo.InvariantCulture), 1, faults);
    }

    private CommandResult Config(string project) => Shell.Run(Folder(project), _environment, null, TimeSpan.FromSeconds(60), Repository.Berth, "compose", "config");

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    private void Write(string path, string text)
    {
        Folder(Path.GetDirectoryName(path)!);
        File.WriteAllText(Path.Combine(_folder, path), text);
    }

    private static string LoginFile(string registry, string login) =>
        "{\"auths\":{\"" + registry + "\":{\"auth\":\"" + Convert.ToBase64String(Encoding.UTF8.GetBytes(login)) + "\"}}}";

    private static X509Certificate2 SelfSigned(out string key)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key = pair.ExportPkcs8PrivateKeyPem();
        var request = new CertificateRequest("CN=tests", pair, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string address)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(address));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Puts a project into a repository as compose publish does, and returns the digest of its manifest.</summary>
    private static async Task<string> PublishAsync(HttpClient client, string repository, string type)
    {
        string files = await BlobAsync(client, repository, "services: {b: {image: y, build: ./ctx, env_file: e}}\n", "application/vnd.docker.compose.file+yaml", "com.docker.compose.file", "compose.yaml");
        string variables = await BlobAsync(client, repository, "KEY=value\n", "application/vnd.docker.compose.envfile", "com.docker.compose.envfile", "e");
        string config = await BlobAsync(client, repository, "{}", "application/vnd.oci.empty.v1+json", "x", "x");
        string manifest = $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"{{type}}","config":{{config}},"layers":[{{files}},{{variables}}]}""";
        using var content = new StringContent(manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.oci.image.manifest.v1+json");
        using var put = await client.PutAsync(new Uri(repository + "/manifests/1"), content);
        put.EnsureSuccessStatusCode();
        return Digest(manifest);
    }

    private static async Task<string> BlobAsync(HttpClient client, string repository, string text, string type, string annotation, string value)
    {
        using var begin = await client.PostAsync(new Uri(repository + "/blobs/uploads/"), null);
        begin.EnsureSuccessStatusCode();
        string place = begin.Headers.Location!.ToString();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var put = await client.PutAsync(new Uri(new Uri(repository), $"{place}{(place.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest=sha256:{Digest(text)}"), content);
        put.EnsureSuccessStatusCode();
        return $$$"""{"mediaType":"{{{type}}}","digest":"sha256:{{{Digest(text)}}}","size":{{{Encoding.UTF8.GetByteCount(text)}}},"annotations":{"{{{annotation}}}":"{{{value}}}"}}""";
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

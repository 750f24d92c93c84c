using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Berth.EndToEnd;

/// <summary>What builds take besides their own context, and where their results go: named contexts, more of COPY and ADD, <c>--output</c>, <c>--push</c>.</summary>
public sealed class BuildOptionTests(TestRegistry registry)
{
    [Fact]
    public void Named_contexts_stand_in_the_place_of_stages_and_images()
    {
        using var host = new BerthHost(registry);
        string folder = Files(host, "main", ("Dockerfile", """
            FROM mine AS base
            FROM busybox AS stage
            RUN exit 1
            FROM busybox
            COPY --from=mine . /mine/
            COPY --from=stage sub /stage/
            COPY --from=base f /base/
            COPY --from=image:1 /etc/passwd /image/
            COPY --from=mine --parents --chown=9:9 sub/./d/g /parents/
            COPY own nothing* /own/
            RUN --mount=type=bind,from=mine,source=sub,target=/bound --mount=type=cache,from=mine,target=/cached --mount=type=bind,from=image:1,source=/etc,target=/etcs cp -r /bound /cached/f /etcs/passwd /own
            RUN cd /; find mine stage base image parents own -exec stat -c '%n %u %a' {} + | sort
            """), ("own", "own"));
        string mine = Files(host, "mine", ("f", "F"), ("sub/d/g", "G"), ("left.out", ""), (".dockerignore", "*.out"));
        File.SetUnixFileMode(Path.Combine(mine, "f"), (UnixFileMode)0x1E8);
        host.BerthIn(folder, "build", "--no-cache-filter", "base", "--build-context", "mine=../mine", "--build-context", $"stage={mine}", "--build-context", "image:1=docker-image://busybox", ".").Succeeds().Complains("""
            base 0 755
            base/f 0 750
            image 0 755
            image/passwd 0 644
            mine 0 755
            mine/.dockerignore 0 644
            mine/f 0 750
            mine/sub 0 755
            mine/sub/d 0 755
            mine/sub/d/g 0 644
            own 0 755
            own/bound 0 755
            own/bound/d 0 755
            own/bound/d/g 0 644
            own/f 0 750
            own/own 0 644
            own/passwd 0 644
            parents 9 755
            parents/d 9 755
            parents/d/g 9 644
            stage 0 755
            stage/d 0 755
            stage/d/g 0 644
            """);
        string[] all = ["build", "-q", "--build-context", "mine=../mine", "--build-context", $"stage={mine}", "--build-context", "image:1=docker-image://busybox", "."];
        Assert.Equal(host.BerthIn(folder, all).Succeeds().Output, Peers.BuildKit(host, folder, null, all).Succeeds().Output);   // docker's client sends the same
        host.BerthIn(folder, "build", "--build-context", "mine=../none", ".").Exits(1).Complains("failed to get build context mine: ").Complains("no such file or directory");
        host.BerthIn(folder, "build", "--build-context", $"stage={mine}", ".").Exits(1).Complains("Dockerfile:1: ");   // nothing but a context is called so
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(host.Root, "build", "scratch")));
        Assert.Equal("", host.Berth("ps", "-aq").Succeeds().Output);
    }

    [Fact]
    public void Repositories_are_added_and_are_contexts()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/git"), "git is not installed: repositories were not tried");
        using var host = new BerthHost(registry);
        string repository = Path.Combine(host.Folder("git"), "r");
        Shell.Run("sh", "-ec", $"umask 022; git init -q -b main '{repository}'; cd '{repository}'; mkdir -p sub/deep; echo F > f; echo G > sub/deep/g; git add .; git -c user.name=n -c user.email=e commit -qm m; git tag v1").Succeeds();
        string commit = Shell.Run("git", "-C", repository, "rev-parse", "HEAD").Succeeds().Output.Trim();
        int port = TestRegistry.FreePort();
        using var daemon = Shell.Start("/", null, "git", "daemon", "--listen=127.0.0.1", $"--port={port}", "--export-all", $"--base-path={Path.GetDirectoryName(repository)}", "--reuseaddr");
        try
        {
            string address = $"git://127.0.0.1:{port}/r";
            for (var waited = Stopwatch.StartNew(); Shell.Run("git", "ls-remote", address).ExitCode != 0 && waited.Elapsed < TimeSpan.FromSeconds(10);) Thread.Sleep(20);
            string text = $"""
                FROM busybox
                ADD --chown=5:6 --checksum={commit} {address}#main /all
                ADD {address}?branch=main&subdir=sub /sub/
                ADD --keep-git-dir=true {address}#v1 /kept/
                COPY --from=repo deep/g /context/
                RUN stat -c '%n %u' /all/f /all/sub/deep/g /sub/deep/g; ls -A /all /kept; cat /context/g /kept/.git/HEAD
                """;
            string folder = Files(host, "adds", ("Dockerfile", text));
            string[] build = ["build", "--build-context", $"repo={address}#main:sub", "."];
            host.BerthIn(folder, build).Succeeds().Complains($"/all/f 5\n/all/sub/deep/g 5\n/sub/deep/g 0\n/all:\nf\nsub\n\n/kept:\n.git\nf\nsub\nG\n{commit}\n");
            Assert.Equal(5, host.BerthIn(folder, build).Succeeds().Error.Split("---> Using cache").Length - 1);
            Files(host, "adds", ("Dockerfile", text.Replace(commit, "abcdef", StringComparison.Ordinal)));
            host.BerthIn(folder, build).Exits(1).Complains($"Dockerfile:2: {address}: main is the commit {commit}, not abcdef");
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(host.Root, "build", "scratch")));
        }
        finally
        {
            End(daemon);
        }
    }

    [Fact]
    public void Compose_builds_the_services_that_builds_need_first()
    {
        using var host = new BerthHost(registry);
        string folder = Files(
            host, "chain",
            ("compose.yaml", """
                services:
                  app:
                    build:
                      context: app
                      additional_contexts: {base: "service:base", extra: ./extra}
                    command: cat /made /extra/file
                  base:
                    profiles: [never]
                    build:
                      dockerfile_inline: |
                        FROM busybox
                        RUN echo made > /made
                """),
            ("app/Dockerfile", "FROM base\nCOPY --from=extra . /extra/\n"), ("extra/file", "extra\n"));
        host.BerthIn(folder, "compose", "run", "--rm", "app").Succeeds().Prints("made\nextra");
        host.BerthIn(folder, "compose", "build", "--pull", "app").Succeeds();   // an image of the project is not asked of a registry
        host.BerthIn(folder, "compose", "down", "--rmi", "all").Succeeds();
        File.AppendAllText(Path.Combine(folder, "compose.yaml"), "\n      additional_contexts: {app: \"service:app\"}\n");
        host.BerthIn(folder, "compose", "build").Exits(1).Complains("the builds wait for one another by their contexts: app for base for app");
    }

    [Fact]
    public void A_step_has_all_rights_where_both_ask_for_it()
    {
        using var host = new BerthHost(registry);
        string folder = Files(host, "rights", ("Dockerfile", "FROM busybox\nRUN ! mount -t tmpfs none /tmp\nRUN --security=insecure mount -t tmpfs none /tmp\nRUN ! mount -t tmpfs none /tmp\n"));
        host.BerthIn(folder, "build", ".").Exits(1).Complains("Dockerfile:3: security.insecure is not allowed");
        host.BerthIn(folder, "build", "--allow", "security.insecure", "-t", "rights", ".").Succeeds();
        host.BerthIn(folder, "build", ".").Exits(1).Complains("Dockerfile:3: security.insecure is not allowed");   // not from the cache either
        host.BerthIn(folder, "build", "--allow", "nonsense", ".").Exits(1).Complains("unknown entitlement nonsense");
        Files(host, "rights", ("compose.yaml", "services: {a: {build: {context: ., entitlements: [security.insecure]}}}\n"));
        host.BerthIn(folder, "compose", "build", "-q").Succeeds();
    }

    [Fact]
    public void Results_go_to_folders_archives_and_registries()
    {
        using var host = new BerthHost(registry);
        string folder = Files(host, "results", ("Dockerfile", """
            FROM busybox AS made
            RUN mkdir -p /o/d && echo hi > /o/f && chown 5:6 /o/f && chmod 4751 /o/f && ln -s f /o/l && ln /o/f /o/d/h
            FROM scratch
            COPY --from=made /o /
            """));
        host.BerthIn(folder, "build", "-t", "unnamed", "-o", "out", ".").Succeeds();
        Shell.Run("sh", "-c", $"cd '{folder}/out'; stat -c '%n %u %a %h' f d/h; readlink l; cat f").Succeeds().Prints("f 0 4751 2\nd/h 0 4751 2\nf\nhi");
        Assert.Equal("", host.Berth("images", "-q", "unnamed").Succeeds().Output);
        Shell.Run(folder, host.Environment, null, TimeSpan.FromSeconds(60), "sh", "-c", $"'{Repository.Berth}' build --output type=tar,dest=- . | tar --numeric-owner -tv | sed 's/ \\+/ /g' | cut -d' ' -f1,2,6-").Succeeds()
            .Prints("drwxr-xr-x 0/0 d/\n-rwsr-x--x 5/6 d/h\nhrwsr-x--x 5/6 f link to d/h\nlrwxrwxrwx 0/0 l -> f");

        int port = TestRegistry.FreePort();
        File.WriteAllText(Path.Combine(folder, "registry.yml"), $"version: 0.1\nlog: {{level: error, accesslog: {{disabled: true}}}}\nstorage: {{filesystem: {{rootdirectory: {folder}/pushed}}}}\nhttp: {{addr: '127.0.0.1:{port}', secret: tests}}\n");
        using var server = Shell.Start("/", null, "docker-registry", "serve", Path.Combine(folder, "registry.yml"));
        try
        {
            using var client = new HttpClient();
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(20) && !Answers(client, port); Thread.Sleep(20))
            {
                // It doesn't listen yet.
            }

            string name = $"127.0.0.1:{port}/made";
            host.BerthIn(folder, "build", "-q", "-t", name + ":1", "--push", "--metadata-file", "meta", "--iidfile", "id", ".").Succeeds();
            string id = File.ReadAllText(Path.Combine(folder, "id"));
            using (var meta = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "meta"))))
            {
                Assert.Equal((id, name + ":1"), (meta.RootElement.GetProperty("containerimage.config.digest").GetString(), meta.RootElement.GetProperty("image.name").GetString()));
            }

            host.Berth("rmi", name + ":1").Succeeds();
            host.Berth("pull", "-q", name + ":1").Succeeds();
            Assert.Equal(id, host.Berth("inspect", "-f", "{{.Id}}", name + ":1").Succeeds().Output.Trim());

            Files(host, "results", ("compose.yaml", $"services: {{a: {{image: {name}, build: {{context: ., tags: [\"{name}:more\"]}}}}, b: {{image: \"{name}:unnamed\", build: .}}}}\n"));
            host.BerthIn(folder, "compose", "build", "--push", "a").Succeeds();
            Assert.Equal(["1", "latest", "more"], Tags(client, port));
        }
        finally
        {
            End(server);
        }

        host.BerthIn(folder, "build", "-o", "type=docker,dest=saved.tar", "-t", "saved", ".").Succeeds();
        host.Berth("rmi", "saved").Succeeds();
        host.BerthIn(folder, "load", "-i", "saved.tar").Succeeds().Prints("Loaded image: saved:latest");
        host.BerthIn(folder, "build", "-o", "type=nonsense", ".").Exits(1).Complains("exporter \"nonsense\" could not be found");
        Assert.Equal("", host.Berth("ps", "-aq").Succeeds().Output);
    }

    [Fact]
    public void A_result_that_nobody_reads_to_its_end_leaves_nothing()
    {
        using var host = new BerthHost(registry);
        string folder = Files(host, "large", ("Dockerfile", "FROM busybox\nRUN head -c 50000000 /dev/zero > /large\n"));
        using var build = host.Start(folder, "build", "-q", "-o", "type=tar,dest=-", ".");
        Assert.NotEqual(-1, build.StandardOutput.BaseStream.ReadByte());
        Shell.Run("kill", "-9", build.Id.ToString(CultureInfo.InvariantCulture)).Succeeds();
        build.WaitForExit();
        for (var waited = Stopwatch.StartNew(); host.Berth("ps", "-aq").Succeeds().Output.Length > 0; Thread.Sleep(20))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), "the container that the files were read from is still there");
        }
    }

    private static IEnumerable<string?> Tags(HttpClient client, int port)
    {
        using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/v2/made/tags/list"));
        using var list = JsonDocument.Parse(answer.Content.ReadAsStream());
        return [.. list.RootElement.GetProperty("tags").EnumerateArray().Select(t => t.GetString()).Order()];
    }

    private static bool Answers(HttpClient client, int port)
    {
        try
        {
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/v2/"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void End(Process process)
    {
        Shell.Run("kill", "--", process.Id.ToString(CultureInfo.InvariantCulture));
        process.WaitForExit();
    }

    private static string Files(BerthHost host, string name, params (string Path, string Content)[] files)
    {
        string folder = host.Folder(name);
        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), content);
        }

        return folder;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Berth.EndToEnd;

/// <summary>Dockerfiles: what they make, what the build says, what the cache keeps, what contexts there are.</summary>
public sealed class BuildTests(TestRegistry registry)
{
    [Fact]
    public void The_docker_client_sees_the_classic_builders_output_history_and_exit_codes()
    {
        using var host = new BerthHost(registry);
        host.Berth("pull", "-q", "busybox").Succeeds();
        string folder = host.Project("classic", """
            ARG TAG=latest
            FROM busybox:$TAG
            ENV A=1
            RUN echo "built $A"
            WORKDIR /work
            COPY --chown=7:8 file sub/
            CMD ["cat", "sub/file"]
            ENTRYPOINT ["/bin/env"]
            """, ("file", "content\n"));
        string first = Peers.Docker(host, folder, null, "build", "-t", "made", "--label", "by=test", ".").Succeeds().Output;
        string image = host.Berth("images", "-q", "made").Succeeds().Output.Trim();
        foreach (string line in new[]
        {
            "Step 1/9 : ARG TAG=latest\nStep 2/9 : FROM busybox:$TAG\n ---> ", "Step 4/9 : RUN echo \"built $A\"\n ---> Running in ", "\nbuilt 1\n ---> Removed intermediate container ",
            "Step 9/9 : LABEL by=test\n", $"Successfully built {image}\nSuccessfully tagged made:latest\n",
        }) Assert.Contains(line, first, StringComparison.Ordinal);
        Assert.Contains("Step 4/9 : RUN echo \"built $A\"\n ---> Using cache\n ---> ", Peers.Docker(host, folder, null, "build", "-t", "made", "--label", "by=test", ".").Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal(image, host.Berth("images", "-q", "made").Output.Trim());

        string[] history = host.Berth("history", "--no-trunc", "--format", "{{.CreatedBy}}", "made").Succeeds().Output.Split('\n');
        Assert.Equal("/bin/sh -c #(nop)  LABEL by=test", history[0]);
        Assert.Equal("/bin/sh -c #(nop)  ENTRYPOINT [\"/bin/env\"]", history[1]);
        Assert.StartsWith("/bin/sh -c #(nop) COPY --chown=7:8 file:", history[3], StringComparison.Ordinal);
        Assert.Equal("/bin/sh -c #(nop) WORKDIR /work", history[4]);
        Assert.Equal("/bin/sh -c echo \"built $A\"", history[5]);
        host.Berth("inspect", "-f", "{{json .Config.Cmd}} {{json .Config.Labels}}", "made").Succeeds().Prints("""["cat","sub/file"] {"by":"test"}""");
        host.Berth("run", "--rm", "made", "stat", "-c", "%u:%g", "sub", "sub/file").Succeeds().Prints("7:8\n7:8");

        string failing = host.Project("failing", "FROM busybox\nRUN echo no; exit 7\n");
        Peers.Docker(host, failing, null, "build", ".").Exits(7).Complains("Dockerfile:2: The command '/bin/sh -c echo no; exit 7' returned a non-zero code: 7");
        host.BerthIn(failing, "build", ".").Exits(1).Complains("Dockerfile:2: The command");
        Assert.Equal("", host.Berth("ps", "-aq").Succeeds().Output);
    }

    [Fact]
    public void The_language_works_from_stages_to_here_documents()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("language", """
            # escape=`
            ARG BASE=busybox
            FROM $BASE AS one
            ARG WHO=nobody
            SHELL ["/bin/sh", "-ec"]
            RUN <<EOF
            mkdir -p /out/deep
            echo "for $WHO" > /out/who
            ln /out/who /out/deep/same
            chown 5:6 /out/who
            EOF
            FROM busybox AS side
            RUN echo side > /side
            FROM busybox AS unused
            RUN exit 1
            FROM busybox AS base
            ONBUILD COPY *.txt /texts/
            ENV NAME=na`
            me
            COPY <<-one <<"two" /docs/
            	hello $NAME
            one
            plain $NAME
            two
            COPY --from=one /out /out
            COPY --from=side --chmod=4711 /side /${NAME:-x}/${NAME%e}
            LABEL a="b c" d=${NONE:+never}
            VOLUME ["/vol"]
            EXPOSE 80 90/udp
            STOPSIGNAL SIGUSR1
            HEALTHCHECK --interval=9s --start-interval=2s CMD true
            USER 7
            """, ("a.txt", "A"), ("b.txt", "B"), ("c.md", "C"), (".dockerignore", "*.txt\n!a.txt\n"));
        host.BerthIn(folder, "build", "-q", "-t", "lang", "--target", "base", "--build-arg", "WHO=you", ".").Succeeds();
        Assert.Equal(
            "hello name\nplain $NAME\nfor you\n/docs/one\n5:6 2\n5:6 2\n4711\n7\n",
            host.Berth("run", "--rm", "lang", "sh", "-c", "cat /docs/one /docs/two /out/who; ls /docs/one; stat -c '%u:%g %h' /out/who /out/deep/same; stat -c %a /name/nam; id -u").Succeeds().Output);
        host.Berth("inspect", "-f", "{{json .Config.Labels}} {{json .Config.Volumes}} {{json .Config.ExposedPorts}} {{.Config.StopSignal}} {{.Config.Healthcheck.Interval}} {{.Config.Healthcheck.StartInterval}}", "lang")
            .Succeeds().Prints("""{"a":"b c","d":""} {"/vol":{}} {"80/tcp":{},"90/udp":{}} SIGUSR1 9000000000 2000000000""");

        host.Project("language", "FROM lang\nUSER 0\nRUN cat /texts/*; ls /texts\n");
        host.BerthIn(folder, "build", ".").Succeeds().Complains("# Executing 1 build trigger").Complains("Aa.txt");
        host.Project("language", "FROM busybox\nCOPY a.txt /f\nCOPY . /f/\n");
        host.BerthIn(folder, "build", ".").Exits(1).Complains("Dockerfile:3: cannot copy to non-directory: /f");
        host.Project("language", "FROM busybox AS a\nCMD [\"of a\"]\nFROM a\nENTRYPOINT [\"/other\"]\n");
        host.BerthIn(folder, "build", "-q", "-t", "other", ".").Succeeds();
        Assert.Equal("null", host.Berth("inspect", "-f", "{{json .Config.Cmd}}", "other").Succeeds().Output.Trim());
        host.Project("language", "FROM scratch\nCOPY a.txt /f\n");
        host.BerthIn(folder, "build", "-q", "-t", "bare", ".").Succeeds();
        Assert.Single(host.Berth("history", "-q", "bare").Succeeds().Output.Trim().Split('\n'));
        host.Project("language", "FROM busybox\nCOPY b.txt /\n");
        host.BerthIn(folder, "build", ".").Exits(1).Complains("Dockerfile:2: COPY failed: file not found in build context or excluded by .dockerignore: stat b.txt");
    }

    [Fact]
    public void The_cache_sees_content_and_mode_and_not_time()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("cache", "FROM busybox\nARG V=1\nCOPY file /file\nRUN echo $V > /v\n", ("file", "one"));
        string file = Path.Combine(folder, "file");
        string first = Build();
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Assert.Equal(first, Build());
        Assert.Equal(2, Hits("--build-arg", "V=2"));
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Assert.Equal(1, Hits());
        File.WriteAllText(file, "two");
        Assert.Equal(1, Hits());
        Assert.Equal(3, Hits());
        Assert.Equal(0, Hits("--no-cache"));

        // Steps may come from an image, once the builder knows none any more.
        host.BerthIn(folder, "build", "-q", "-t", "kept", ".").Succeeds();
        host.Berth("builder", "prune", "-af").Succeeds();
        Assert.Equal(3, Hits("--cache-from", "kept"));

        string Build() => host.BerthIn(folder, "build", "-q", ".").Succeeds().Output;
        int Hits(params string[] options) => host.BerthIn(folder, ["build", .. options, "."]).Succeeds().Error.Split("---> Using cache").Length - 1;
    }

    [Fact]
    public void Archives_and_addresses_are_added()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("add", "", ("made/f", "packed\n"));
        Shell.Run("sh", "-ec", $"cd '{folder}'; tar --owner=5 --group=6 -C made -cf t.tar f; gzip -k t.tar; bzip2 -k t.tar; xz -k t.tar; cp made/f plain; gzip -k plain; rm -r made").Succeeds();
        using var server = new FileServer(new Dictionary<string, string> { ["/files/got"] = "fetched\n" });
        string sum = "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("fetched\n"u8));
        string text = $"""
            FROM busybox
            ADD t.tar /plain/
            ADD t.tar.gz /gzip/
            ADD t.tar.bz2 /bzip2/
            ADD t.tar.xz /xz/
            ADD plain.gz /kept/
            ADD --checksum={sum} {server.Address}/files/got /web/
            RUN cat /*/f /web/got; stat -c '%u:%g' /xz/f; ls /kept; stat -c %a /web/got
            """;
        host.Project("add", text);
        host.BerthIn(folder, "build", ".").Succeeds().Complains("packed\npacked\npacked\npacked\nfetched\n5:6\nplain.gz\n600\n");
        host.Project("add", text.Replace(sum, "sha256:" + new string('0', 64), StringComparison.Ordinal));
        host.BerthIn(folder, "build", ".").Exits(1).Complains("Dockerfile:7: digest mismatch for ").Complains(sum);
    }

    [Fact]
    public void Contexts_come_from_standard_input_the_web_and_git()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("contexts", "FROM busybox\nCOPY f /\nRUN cat /f\n", ("f", "in the context\n"));
        host.BerthWithInput("FROM busybox\nRUN echo alone\n", "build", "-").Succeeds().Complains("\nalone\n");
        host.BerthWithInput("FROM busybox\nCOPY f /\nRUN echo other; cat /f\n", "build", "-f", "-", folder).Succeeds().Complains("other\nin the context\n");
        Shell.Run(folder, host.Environment, null, TimeSpan.FromSeconds(60), "sh", "-c", $"tar -czf - . | '{Repository.Berth}' build -").Succeeds().Complains("in the context");
        using (var server = new FileServer(new Dictionary<string, string> { ["/Dockerfile"] = "FROM busybox\nRUN echo from the web\n" }))
        {
            host.Berth("build", server.Address + "/Dockerfile").Succeeds().Complains("from the web");
        }

        Assert.SkipUnless(File.Exists("/usr/bin/git"), "git is not installed: contexts from repositories were not tried");
        string repository = Path.Combine(host.Folder("git"), "r");
        Shell.Run("sh", "-ec", $"git init -q -b main '{repository}'; cd '{repository}'; mkdir sub; cp '{folder}'/* sub/; git add .; git -c user.name=n -c user.email=e commit -qm m; git tag v1").Succeeds();
        int port = TestRegistry.FreePort();
        using var daemon = Shell.Start("/", null, "git", "daemon", "--listen=127.0.0.1", $"--port={port}", "--export-all", $"--base-path={Path.GetDirectoryName(repository)}", "--reuseaddr");
        try
        {
            string address = $"git://127.0.0.1:{port}/r";
            for (var waited = Stopwatch.StartNew(); Shell.Run("git", "ls-remote", address).ExitCode != 0 && waited.Elapsed < TimeSpan.FromSeconds(10);) Thread.Sleep(20);
            host.Berth("build", "--no-cache", $"{address}#v1:sub").Succeeds().Complains("in the context");
            host.Berth("build", $"{address}#nosuch").Exits(1).Complains("git fetch ended with status");
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(host.Root, "build", "scratch")));
        }
        finally
        {
            Shell.Run("kill", "--", daemon.Id.ToString(CultureInfo.InvariantCulture));
            daemon.WaitForExit();
        }
    }

    [Fact]
    public void A_build_that_is_broken_off_leaves_nothing()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("broken", "FROM busybox\nRUN echo begun; sleep 1000\n");
        string before = host.Berth("images", "-aq").Succeeds().Output;
        using (var build = Begun())
        {
            Shell.Run("kill", "-INT", build.Id.ToString(CultureInfo.InvariantCulture)).Succeeds();
            build.WaitForExit();
            Assert.NotEqual(0, build.ExitCode);
            Wait.Until(() => host.Berth("ps", "-aq").Output.Length == 0, "the end of the step's container");
        }

        using (var build = Begun())
        {
            host.KillEngine();
            build.WaitForExit();
            Assert.NotEqual(0, build.ExitCode);
            Assert.Equal("", host.Berth("ps", "-aq").Succeeds().Output);   // by the next engine
        }

        string scratch = Path.Combine(host.Root, "build", "scratch");
        Assert.True(!Directory.Exists(scratch) || !Directory.EnumerateFileSystemEntries(scratch).Any());
        host.Project("broken", "FROM busybox\nRUN echo whole\n");
        host.BerthIn(folder, "build", ".").Succeeds().Complains("whole");
        Assert.NotEqual(before, host.Berth("images", "-aq").Output);

        Process Begun()
        {
            var build = host.Start(folder, "build", ".");
            while (build.StandardError.ReadLine() is { } line)
            {
                if (line == "begun") return build;
            }

            throw new InvalidOperationException("the build ended before its step began");
        }
    }
}

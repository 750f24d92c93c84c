using System.Diagnostics;
using System.Globalization;

namespace Berth.EndToEnd;

/// <summary><c>RUN --mount</c>: what steps see, what of it stays, and that secrets and agents stay with the caller.</summary>
public sealed class BuildMountTests(TestRegistry registry)
{
    private const string Secret = "the-very-secret-word";

    // A list of keys is asked for, and answered by their number.
    private const string Ask = "python3 -c \"import os, socket; s = socket.socket(socket.AF_UNIX); s.connect(os.environ['SSH_AUTH_SOCK']); s.sendall(bytes([0, 0, 0, 1, 11])); print(s.makefile('rb').read(9)[4:].hex())\"";

    [Fact]
    public void A_cache_outlives_builds_and_engines_until_it_is_pruned()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("cache", """
            FROM busybox
            ARG T=/deep
            WORKDIR /w
            RUN --mount=type=cache,target=$T/c,id=log echo one >> /deep/c/log; wc -l < /deep/c/log
            RUN --mount=type=cache,id=log,target=rel,ro wc -l < /w/rel/log; touch rel/x || echo refused
            RUN --mount=type=cache,target=/own,uid=5,gid=6,mode=0711 stat -c %u:%g:%a /own
            RUN --mount=type=cache,target=/shown,from=busybox,source=/etc ls /shown/passwd && touch /shown/mine
            """);
        string first = host.BerthIn(folder, "build", "-t", "cached", ".").Succeeds().Error;
        foreach (string line in new[] { "\n1\n", "\nrefused\n", "\n5:6:711\n", "\n/shown/passwd\n" }) Assert.Contains(line, first, StringComparison.Ordinal);
        host.BerthIn(folder, "build", ".").Succeeds().Complains("Using cache");
        host.KillEngine("-15");
        Assert.Contains("\n2\n", host.BerthIn(folder, "build", "--no-cache", ".").Succeeds().Error, StringComparison.Ordinal);

        // Nothing of it is in the image, the places that were made for it neither.
        Assert.Equal("", host.Berth("run", "--rm", "cached", "sh", "-c", "find /deep /w /own /shown -mindepth 1 2>/dev/null; ls -d /deep /own /shown 2>/dev/null; true").Succeeds().Output);
        Assert.Contains("Build Cache     3         0", host.Berth("system", "df").Succeeds().Output, StringComparison.Ordinal);
        host.Berth("builder", "prune", "-f", "--filter", "until=1h").Succeeds();
        Assert.Equal(3, Caches(host).Length);
        host.Berth("builder", "prune", "-f", "--filter", "type=exec.cachemount").Succeeds();
        Assert.Empty(Caches(host));
        host.BerthIn(folder, "build", ".").Succeeds().Complains("Using cache");   // steps are kept
        host.Berth("builder", "prune", "--filter", "nosuch=1", "-f").Exits(1).Complains("invalid filter 'nosuch'");
    }

    [Fact]
    public void A_locked_cache_is_one_builds_at_a_time()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("locked", """
            FROM busybox
            ARG N
            RUN --mount=type=cache,target=/c,sharing=locked mkdir /c/taken && sleep 0.3 && rmdir /c/taken && echo $N >> /c/log && cat /c/log
            """);
        host.Berth("pull", "-q", "busybox").Succeeds();
        var builds = Enumerable.Range(0, 3).Select(n => host.Start(folder, "build", "--build-arg", $"N={n}", ".")).ToList();
        var outputs = builds.Select(b => b.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).ToList();
        builds.ForEach(b => b.WaitForExit());
        Assert.All(builds.Zip(outputs), b => Assert.True(b.First.ExitCode == 0, b.Second.Result));
        Assert.Single(Caches(host));
        Assert.Equal(3, host.BerthIn(folder, "build", "--no-cache", "--build-arg", "N=3", ".").Succeeds().Error.Split('\n').Count(l => l is "0" or "1" or "2"));
        builds.ForEach(b => b.Dispose());
    }

    [Fact]
    public void Files_come_from_the_context_stages_and_images()
    {
        using var host = new BerthHost(registry);
        string text = """
            FROM busybox AS made
            RUN mkdir -p /out/deep && echo made > /out/file && ln -s file /out/link && ln -s out /o
            FROM busybox AS unneeded
            RUN exit 1
            FROM busybox
            WORKDIR /w
            RUN --mount=target=/ctx ls /ctx; cat /ctx/d/f; touch /ctx/d/x || echo refused
            RUN --mount=source=d,target=sub,rw echo mine > sub/f; cat sub/f; touch sub/new
            RUN --mount=source=d/f,target=/etc/one cat /etc/one
            RUN --mount=from=made,source=/o/link,target=/l --mount=from=made,target=/all --mount=from=made,source=out,target=/out,rw cat /l /all/out/file; touch /all/x 2>/dev/null || echo refused; rm /out/link; ls /out
            RUN --mount=from=busybox,source=/bin,target=/other ls /other/sh
            RUN --mount=type=tmpfs,target=/t,size=1m df -h /t | tail -1; touch /t/gone; touch kept
            """;
        string folder = host.Project("bind", text, ("d/f", "of the context\n"), (".dockerignore", "hidden\n"), ("hidden", ""));
        string output = host.BerthIn(folder, "build", "-t", "bound", ".").Succeeds().Error;
        foreach (string part in new[] { "\nDockerfile\nd\nof the context\n", "refused\n", "\nmine\n", "\nmade\nmade\n", "refused\ndeep\nfile\n", "/other/sh", "1.0M" })
        {
            Assert.Contains(part, output.Replace("\n ---> Running", " ---> Running", StringComparison.Ordinal).Replace("Running in", "\nRunning in", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Equal("of the context\n", File.ReadAllText(Path.Combine(folder, "d/f")));
        Assert.Equal("/w/kept\n", host.Berth("run", "--rm", "bound", "sh", "-c", "ls -d /w/* /etc/one /ctx /l /all /out /other /t 2>/dev/null; true").Succeeds().Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(host.Root, "build", "scratch")));

        // More layers than one mount can name.
        string many = string.Concat(Enumerable.Range(0, 60).Select(n => $"WORKDIR /data/{n}\n"));
        string tall = host.Project("tall", $"FROM busybox AS many\n{many}FROM busybox\nRUN --mount=from=many,target=/x --mount=from=many,source=data,target=/y ls /x/data /y | grep -c '^[0-9]'\n");
        host.BerthIn(tall, "build", ".").Succeeds().Complains("\n120\n");

        // The content of what a step sees decides, and of nothing else.
        Assert.Equal(8, Hits());
        File.WriteAllText(Path.Combine(folder, "other"), "");
        Assert.Equal(2, Hits());
        host.Project("bind", "FROM busybox\nRUN --mount=source=d,target=/d cat /d/f\n", ("d/f", "changed\n"));
        Assert.Equal((0, 1), (Hits(), Hits()));
        File.WriteAllText(Path.Combine(folder, "other"), "changed");
        Assert.Equal(1, Hits());
        File.WriteAllText(Path.Combine(folder, "d/f"), "again\n");
        Assert.Equal(0, Hits());

        foreach (var (flag, message) in new[]
        {
            ("--mount=source=hidden,target=/x", "Dockerfile:2: \"/hidden\": not found"), ("--mount=from=busybox,source=/no,target=/x", "Dockerfile:2: \"/no\": not found in busybox"),
            ("--mount=tpye=cache,target=/x", "Dockerfile:2: unexpected key 'tpye' in 'tpye=cache' (did you mean type?)"),
        })
        {
            host.Project("bind", $"FROM busybox\nRUN {flag} true\n");
            host.BerthIn(folder, "build", ".").Exits(1).Complains(message);
        }

        int Hits() => host.BerthIn(folder, "build", ".").Succeeds().Error.Split("---> Using cache").Length - 1;
    }

    [Fact]
    public void Secrets_reach_the_steps_and_nothing_else()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("secret", """
            FROM busybox
            RUN --mount=type=secret,id=word [ "$(cat /run/secrets/word)" = "$(echo the-very-secret-word)" ] && stat -c %u:%g:%a /run/secrets/word && ! touch /run/secrets/word
            RUN --mount=type=secret,id=word,target=/etc/w/s,uid=3,gid=4,mode=0440,env=WORD stat -c %u:%g:%a /etc/w/s; echo "${#WORD} letters"
            RUN --mount=type=secret,id=var,env=VAR [ -n "$VAR" ] && ! ls /run/secrets
            RUN --mount=type=secret,id=none ! ls /run/secrets/none
            """.Replace("the-very-secret-word", "the-very-'secret'-word", StringComparison.Ordinal), (".dockerignore", "token\n"), ("token", Secret));
        var variables = new Dictionary<string, string?>(host.Environment) { ["WORD_VARIABLE"] = Secret };
        string output = Shell.Run(folder, variables, null, TimeSpan.FromSeconds(120), Repository.Berth, "build", "--secret", "id=word,src=token", "--secret", "id=var,env=WORD_VARIABLE", "-t", "secretive", ".").Succeeds().Error;
        foreach (string line in new[] { "\n0:0:400\n", "\n3:4:440\n", $"\n{Secret.Length} letters\n" }) Assert.Contains(line, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, host.Berth("history", "--no-trunc", "secretive").Succeeds().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WORD", host.Berth("inspect", "secretive").Succeeds().Output, StringComparison.Ordinal);
        Shell.Run("grep", "-rlF", Secret, host.Root, host.Run).Exits(1);
        Assert.Equal("", host.Berth("run", "--rm", "secretive", "sh", "-c", "ls -d /run/secrets /etc/w 2>/dev/null; true").Succeeds().Output);

        // Another content is no other step.
        File.WriteAllText(Path.Combine(folder, "token"), "other");
        host.BerthIn(folder, "build", "--secret", "id=word,src=token", ".").Succeeds();
        host.Project("secret", "FROM busybox\nRUN --mount=type=secret,id=s,required true\n");
        host.BerthIn(folder, "build", ".").Exits(1).Complains("Dockerfile:2: secret s: not found");
        host.BerthIn(folder, "build", "--secret", "id=s,src=nowhere", ".").Exits(1).Complains("secret s: failed to stat nowhere: no such file or directory");
        host.BerthIn(folder, "build", "--secret", "id=s,env=NOT_SET_ANYWHERE", ".").Exits(1).Complains("the environment variable NOT_SET_ANYWHERE is not set");
    }

    [Fact]
    public void Compose_passes_secrets_on_to_its_builds()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("composed", """
            FROM busybox
            RUN --mount=type=secret,id=short,required --mount=type=secret,id=long,required,env=LONG [ "$(wc -c < /run/secrets/short)" = 20 ] && [ ${#LONG} = 5 ]
            """, ("token", Secret), (".dockerignore", "*\n"), ("compose.yaml", """
            services:
              one:
                build:
                  context: .
                  secrets:
                    - short
                    - source: variable
                      target: long
                command: echo built
            secrets:
              short: { file: ./token }
              variable: { environment: WORD_VARIABLE }
            """));
        host.BerthIn(folder, "compose", "build").Exits(1).Complains("environment variable \"WORD_VARIABLE\" required by secret \"variable\" is not set");
        var variables = new Dictionary<string, string?>(host.Environment) { ["WORD_VARIABLE"] = "fiveL" };
        Shell.Run(folder, variables, null, TimeSpan.FromSeconds(120), Repository.Berth, "compose", "up", "--build").Succeeds().Prints("one-1  | built");
        Shell.Run("grep", "-rlF", Secret, host.Root, host.Run).Exits(1);
        host.BerthIn(folder, "compose", "down").Succeeds();
    }

    [Fact]
    public void Steps_speak_to_the_callers_agent_as_whoever_they_are()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh-agent"), "openssh-client is not installed: agents were not tried");
        using var host = new BerthHost(registry);
        string text = """
            FROM python:3.11-alpine
            RUN --mount=type=ssh echo "at $SSH_AUTH_SOCK"; stat -c %u:%g:%a $SSH_AUTH_SOCK; ASK
            USER 5:6
            RUN --mount=type=ssh,id=other,target=/s,uid=5,gid=6,mode=0600,required ASK
            """;
        string folder = host.Project("agent", text.Replace("ASK", Ask, StringComparison.Ordinal));
        string keys = host.Folder("keys"), socket = Path.Combine(keys, "a");
        using (var agent = new SshAgent(keys, socket))
        {
            var variables = new Dictionary<string, string?>(host.Environment) { ["SSH_AUTH_SOCK"] = socket };
            var built = Shell.Run(folder, variables, null, TimeSpan.FromSeconds(120), Repository.Berth, "build", "--ssh", "default", "--ssh", "other=" + socket, "-t", "agented", ".").Succeeds();
            built.Complains("\nat /run/buildkit/ssh_agent.0\n0:0:600\n0c00000001\n");
            Assert.Equal(2, built.Error.Split("\n0c00000001\n").Length - 1);
            Assert.Equal("", host.Berth("run", "--rm", "agented", "sh", "-c", "ls -d /run/buildkit /s 2>/dev/null; true").Succeeds().Output);
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(host.Run, "build")));
        }

        host.Project("agent", "FROM busybox\nRUN --mount=type=ssh,id=other,required true\n");
        host.BerthIn(folder, "build", ".").Exits(1).Complains("Dockerfile:2: unset ssh forward key other");
        host.BerthIn(folder, "build", "--ssh", "default=/no/such", ".").Exits(1).Complains("SSH agent default: stat /no/such: no such file");
        host.BerthIn(folder, "build", "--ssh", "default=" + Path.Combine(keys, "key"), ".").Exits(1).Complains("ssh-add " + Path.Combine(keys, "key"));
    }

    [Fact]
    public void The_stock_client_is_asked_for_secrets_and_agents_over_its_session()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh-agent"), "openssh-client is not installed: agents were not tried");
        using var host = new BerthHost(registry);
        host.Berth("ps").Succeeds();
        string text = """
            FROM python:3.11-alpine
            RUN --mount=type=secret,id=word,required [ "$(wc -c < /run/secrets/word)" = 20 ] && ! ls /run/secrets/other
            RUN --mount=type=secret,id=none --mount=type=cache,id=stock,target=/c ! ls /run/secrets/none
            USER 5:6
            RUN --mount=type=ssh,uid=5,required ASK
            """.Replace("ASK", Ask, StringComparison.Ordinal);
        string folder = host.Project("session", text, ("token", Secret), (".dockerignore", "*\n!Dockerfile\n"), ("compose.yaml", """
            services:
              one:
                build: {context: ., secrets: [word], ssh: [default=SOCKET]}
            secrets:
              word: { file: ./token }
            """));
        string keys = host.Folder("keys"), socket = Path.Combine(keys, "a"), compose = Path.Combine(folder, "compose.yaml");
        File.WriteAllText(compose, File.ReadAllText(compose).Replace("SOCKET", socket, StringComparison.Ordinal));
        using var agent = new SshAgent(keys, socket);
        Peers.BuildKit(host, folder, null, "build", "--progress=plain", "--secret", "id=word,src=token", "--ssh", "default=" + socket, ".").Succeeds().Complains(" 0c00000001\n");
        Assert.Contains("cached mount with id \"stock\"", Peers.BuildKit(host, folder, null, "buildx", "du", "--verbose").Succeeds().Output, StringComparison.Ordinal);
        Peers.BuildKit(host, folder, null, "compose", "build", "--no-cache").Succeeds();
        Shell.Run("grep", "-rlF", Secret, host.Root, host.Run).Exits(1);
        Peers.BuildKit(host, folder, null, "build", "--no-cache", "--ssh", "default=" + socket, ".").Exits(1).Complains("secret word: not found");
        Peers.BuildKit(host, folder, null, "build", "--no-cache", "--secret", "id=word,src=token", ".").Exits(1).Complains("unset ssh forward key default");
    }

    [Fact]
    public void A_build_that_is_broken_off_leaves_no_secret_and_no_lock()
    {
        using var host = new BerthHost(registry);
        string folder = host.Project("broken", """
            FROM busybox
            RUN --mount=type=cache,target=/c,sharing=locked --mount=type=secret,id=s --mount=target=/ctx cat /run/secrets/s > /dev/null; echo begun; sleep 1000
            """, ("token", Secret), (".dockerignore", "token\n"));
        foreach (string signal in new[] { "-INT", "-9" })
        {
            using var build = host.Start(folder, "build", "--secret", "id=s,src=token", ".");
            while (build.StandardError.ReadLine() is { } line && line != "begun")
            {
                // Not yet.
            }

            int victim = signal == "-9" ? host.EnginePid() : build.Id;
            Shell.Run("kill", signal, victim.ToString(CultureInfo.InvariantCulture)).Succeeds();
            build.WaitForExit();
            Assert.NotEqual(0, build.ExitCode);
            Wait.Until(() => host.Berth("ps", "-aq").Output.Length == 0, "the end of the step's container");
            Wait.Until(() => Left(Path.Combine(host.Run, "build")) + Left(Path.Combine(host.Root, "build", "scratch")) == 0, "the end of what was made for its mounts");
            Shell.Run("grep", "-rlF", Secret, host.Root, host.Run).Exits(1);
        }

        host.Project("broken", "FROM busybox\nRUN --mount=type=cache,id=/c,target=/c,sharing=locked --mount=type=cache,id=/c,target=/d,sharing=locked touch /c/f && ls /d/f && echo whole\n");
        host.BerthIn(folder, "build", ".").Succeeds().Complains("whole");
    }

    private static int Left(string folder) => Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Count() : 0;

    private static string[] Caches(BerthHost host) => Directory.GetFileSystemEntries(Path.Combine(host.Root, "build", "mounts"));

    /// <summary>An agent with one key.</summary>
    private sealed class SshAgent : IDisposable
    {
        private readonly Process _process;

        public SshAgent(string folder, string socket)
        {
            Shell.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "key")).Succeeds();
            _process = Shell.Start("/", null, "ssh-agent", "-D", "-a", socket);
            Wait.Until(() => File.Exists(socket), "the agent");
            Shell.Run("/", new Dictionary<string, string?> { ["SSH_AUTH_SOCK"] = socket }, null, TimeSpan.FromSeconds(20), "ssh-add", "-q", Path.Combine(folder, "key")).Succeeds();
        }

        public void Dispose()
        {
            Shell.Run("kill", "--", _process.Id.ToString(CultureInfo.InvariantCulture));
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}

namespace Berth.EndToEnd;

/// <summary>The stock clients' builds with nothing set, which go by BuildKit's API.</summary>
public sealed class BuildKitTests(TestRegistry registry)
{
    [Fact]
    public void Docker_builds_from_folders_archives_and_standard_input()
    {
        using var host = new BerthHost(registry);
        host.Berth("ps").Succeeds();
        string folder = host.Folder("kit");
        Write(folder, "Dockerfile", "FROM busybox AS base\nARG A=none\nCOPY . /x\nRUN echo \"made $A\" > /made && ls -A /x\nFROM base AS unused\nRUN false\nFROM base\nRUN --network=none cat /made\n");
        Write(folder, ".dockerignore", "*.log\nbig/*\n!big/kept\n");
        Write(folder, "a", "a");
        Write(folder, "x.log", "x");
        Write(folder, "big/left", "x");
        Write(folder, "big/kept", "x");
        string first = Build(host, folder, null, "-t", "kit:1", "--build-arg", "A=1", ".").Succeeds().Error;
        Assert.Contains("made 1", first, StringComparison.Ordinal);
        Assert.Contains("naming to kit:1", first, StringComparison.Ordinal);
        Assert.Equal(".dockerignore\nDockerfile\na\nbig\nkept\nmade 1\n", host.Berth("run", "--rm", "kit:1", "sh", "-c", "ls -A /x; ls /x/big; cat /made").Succeeds().Output);
        Assert.Contains("CACHED", Build(host, folder, null, "-t", "kit:1", "--build-arg", "A=1", ".").Succeeds().Error, StringComparison.Ordinal);

        string id = Peers.BuildKit(host, folder, null, "build", "-q", "--iidfile", host.Folder("ids") + "/id", "--build-arg", "A=1", ".").Succeeds().Output.Trim();
        Assert.Equal(id, File.ReadAllText(host.Folder("ids") + "/id"));
        Assert.Equal(id, host.Berth("inspect", "-f", "{{.Id}}", "kit:1").Succeeds().Output.Trim());

        Build(host, folder, "FROM busybox\nRUN exit 3\n", "-f", "-", ".").Exits(1).Complains("Dockerfile:2: The command '/bin/sh -c exit 3' returned a non-zero code: 3");
        Build(host, folder, null, "-f", "none", ".").Exits(1).Complains("failed to read dockerfile: open none: no such file or directory");
        Build(host, folder, null, "--target", "unused", ".").Exits(1).Complains("/bin/sh -c false");
        Shell.Run(folder, new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix://" + host.Socket }, null, TimeSpan.FromSeconds(120), "sh", "-c", $"tar c . | {string.Join(' ', Peers.Prefix)} docker build -t kit:2 -").Succeeds();
        host.Berth("run", "--rm", "kit:2", "cat", "/made").Succeeds().Prints("made none");

        string results = host.Folder("results");
        Write(folder, "Dockerfile.files", "FROM busybox AS b\nRUN mkdir -p /o/d/e /o/d.x && echo f > /o/d/e/f && : > /o/empty && ln -s d/e/f /o/link && ln /o/d/e/f /o/hard && ln /o/hard /o/a && chmod 4755 /o/hard && head -c 300000 /dev/zero > /o/big\nFROM scratch\nCOPY --from=b /o /\n");
        Build(host, folder, null, "-f", "Dockerfile.files", "-o", results + "/files", ".").Succeeds();
        Assert.Equal("a\nbig\nd\nd.x\nempty\nhard\nlink\nf\n300000\n104755\n", Shell.Run("sh", "-c", $"cd '{results}/files' && ls && cat link && stat -c %s big && stat -c %f d/e/f | xargs -I X printf '%o\\n' 0xX").Succeeds().Output);
        Build(host, folder, null, "-f", "Dockerfile.files", "-o", $"type=tar,dest={results}/files.tar", ".").Succeeds();
        Assert.Contains("d/e/f\n", Shell.Run("tar", "tf", results + "/files.tar").Succeeds().Output, StringComparison.Ordinal);
        Peers.BuildKit(host, folder, null, "builder", "prune", "-af").Succeeds().Prints("Total:");
        Assert.Empty(host.Berth("ps", "-aq").Succeeds().Output);
    }

    [Fact]
    public void Compose_builds_and_runs_a_project()
    {
        using var host = new BerthHost(registry);
        host.Berth("ps").Succeeds();
        string folder = host.Folder("kitproject");
        Write(folder, "compose.yaml", "services:\n  a:\n    build: {context: ., args: {A: \"2\"}}\n    command: sleep 1000\n  b:\n    build: {context: ., dockerfile_inline: \"FROM busybox\\nCOPY a /b\\n\"}\n    command: sleep 1000\n");
        Write(folder, "Dockerfile", "FROM busybox\nARG A\nRUN echo \"made $A\" > /made\n");
        Write(folder, "a", "of b");
        Peers.BuildKit(host, folder, null, "compose", "up", "-d", "--build").Succeeds();
        Assert.Equal("made 2\n", host.BerthIn(folder, "compose", "exec", "-T", "a", "cat", "/made").Succeeds().Output);
        Assert.Equal("of b", host.BerthIn(folder, "compose", "exec", "-T", "b", "cat", "/b").Succeeds().Output);
        Peers.BuildKit(host, folder, null, "compose", "down", "-t", "0", "--rmi", "local").Succeeds();
    }

    private static CommandResult Build(BerthHost host, string folder, string? input, params string[] arguments) => Peers.BuildKit(host, folder, input, ["build", "--progress=plain", .. arguments]);

    private static void Write(string folder, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
        File.WriteAllText(Path.Combine(folder, name), text);
    }
}

using System.Formats.Tar;
using Berth.Images;

namespace Berth.Build.Tests.Running.Mounts;

public sealed class MountPlannerTests
{
    private static readonly ImageState s_state = new("", new OciImageConfig { WorkingDir = "/work" }, OciPlatform.Host);

    [Fact]
    public async Task Targets_are_below_the_working_folder_and_have_defaults()
    {
        using var tree = await Tree();
        string[] targets = [.. (await Plan(tree, "--mount=target=rel --mount=type=cache,target=/c/ --mount=type=secret,id=a/s --mount=type=ssh --mount=type=ssh,id=o --mount=type=secret,id=t,env=T")).Select(p => p.Target)];
        Assert.Equal(["/work/rel", "/c", "/run/secrets/s", "/run/buildkit/ssh_agent.0", "/run/buildkit/ssh_agent.1", ""], targets);
        var caches = await Plan(tree, "--mount=type=cache,target=c/../d/ --mount=type=cache,target=/x,id=name,ro");
        Assert.Equal([("/work/d", false), ("name", true)], caches.Select(c => (c.CacheId, c.IsReadOnly)));
    }

    [Fact]
    public async Task The_last_mount_at_a_place_counts()
    {
        using var tree = await Tree();
        var mount = Assert.Single(await Plan(tree, "--mount=type=cache,target=/c --mount=type=tmpfs,target=/c/"));
        Assert.Equal(MountKind.Tmpfs, mount.Mount.Kind);
    }

    [Fact]
    public async Task The_key_sees_the_content_of_what_is_bound_and_nothing_else_of_the_context()
    {
        using var tree = await Tree();
        using var touched = await Tree(modified: DateTimeOffset.UnixEpoch.AddDays(9));
        using var changed = await Tree(content: "other");
        using var executable = await Tree(mode: 0x1ED);
        string[] flags = ["--mount=source=d,target=/x", "--mount=source=d/f,target=/x", "--mount=target=/x"];
        foreach (string flag in flags)
        {
            string key = await Key(tree, flag);
            Assert.Equal(key, await Key(touched, flag));
            Assert.NotEqual(key, await Key(changed, flag));
            Assert.NotEqual(key, await Key(executable, flag));
        }

        Assert.Equal(await Key(tree, "--mount=source=other,target=/x"), await Key(changed, "--mount=source=other,target=/x"));
        Assert.Equal(await Key(tree, flags[0]), await Key(tree, "--mount=source=link,target=/x"));   // the link leads there
        Assert.Equal(flags.Length, new HashSet<string>(await Task.WhenAll(flags.Select(f => Key(tree, f)))).Count);
    }

    [Fact]
    public async Task The_key_sees_each_option()
    {
        using var tree = await Tree();
        string[] flags =
        [
            "--mount=type=cache,target=/c", "--mount=type=cache,target=/d", "--mount=type=cache,target=/c,id=x", "--mount=type=cache,target=/c,ro", "--mount=type=cache,target=/c,sharing=locked",
            "--mount=type=cache,target=/c,uid=1", "--mount=type=cache,target=/c,gid=1", "--mount=type=cache,target=/c,mode=0700", "--mount=type=tmpfs,target=/c", "--mount=type=tmpfs,target=/c,size=1m",
            "--mount=type=secret,id=s", "--mount=type=secret,id=s,required", "--mount=type=secret,id=s,env=S", "--mount=type=secret,id=t,target=/run/secrets/s", "--mount=type=ssh", "--mount=type=ssh,id=o", "",
            "--mount=source=d,target=/c", "--mount=source=d,target=/c,rw",
        ];
        Assert.Equal(flags.Length, new HashSet<string>(await Task.WhenAll(flags.Select(f => Key(tree, f)))).Count);
    }

    [Theory]
    [InlineData("--mount=source=nope,target=/x", "\"/nope\": not found")]
    [InlineData("--mount=source=../d/nope,target=/x", "\"/d/nope\": not found")]
    [InlineData("--mount=source=circle,target=/x", "\"/circle\": not found")]
    [InlineData("--mount=target=/..", "invalid mount target \"/\"")]
    [InlineData("--mount=type=cache,target=$EMPTY", "a cache mount needs a target")]
    public async Task What_is_wrong_is_said_with_its_line(string flag, string message)
    {
        using var tree = await Tree();
        var error = await Assert.ThrowsAsync<DockerfileException>(() => Plan(tree, flag));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Line);
    }

    [Fact]
    public async Task Links_of_the_context_are_followed_and_stay_in_it()
    {
        using var tree = await Tree();
        var planned = await Plan(tree, "--mount=source=link/f,target=/a --mount=source=out/d/f,target=/b");
        Assert.All(planned, p => Assert.Equal("d/f", p.Source!.Path));
    }

    [Fact]
    public async Task A_from_may_name_files_alone()
    {
        using var context = await TestTrees.Of();
        using var named = await Tree();
        foreach (string type in new[] { "bind", "cache" })
        {
            var mount = Assert.Single(await Plan(context, $"--mount=type={type},from=named,source=link/f,target=/a", named));
            Assert.Equal((named, "d/f"), (mount.Source!.Tree, mount.Source.Path));
            var error = await Assert.ThrowsAsync<DockerfileException>(() => Plan(context, $"--mount=type={type},from=named,source=none,target=/a", named));
            Assert.Equal("\"/none\": not found in named", error.Message);
        }
    }

    private static async Task<string> Key(SourceTree tree, string flags) => BuildCache.Key("", (await Plan(tree, flags)).SelectMany(p => p.Key));

    private static Task<IReadOnlyList<PlannedMount>> Plan(SourceTree tree, string flags, SourceTree? named = null)
    {
        var run = (Instruction.Run)new InstructionParser('\\').Parse(DockerfileParser.Parse($"RUN {flags} true").Nodes[0]);
        var planner = new MountPlanner(tree, null!, null!, (name, _, _) => Task.FromResult(new CopyOrigin(null, named ?? throw new InvalidOperationException("nothing is wanted from " + name))));
        return planner.PlanAsync(run, s_state, new WordExpander('\\', _ => null), TestContext.Current.CancellationToken);
    }

    private static async Task<SourceTree> Tree(string content = "content", int mode = 0x1A4, DateTimeOffset? modified = null)
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("d/f", content), ("other", "constant") })
            {
                var entry = new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), Mode = (UnixFileMode)mode, ModificationTime = modified ?? DateTimeOffset.UnixEpoch };
                if (name == "other") entry.Mode = (UnixFileMode)0x1A4;
                await tar.WriteEntryAsync(entry, TestContext.Current.CancellationToken);
            }

            foreach (var (name, target) in new[] { ("link", "d"), ("out", "/../.."), ("circle", "circle") })
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target }, TestContext.Current.CancellationToken);
            }
        }

        archive.Position = 0;
        return await SourceTree.ReadAsync(archive, Path.Combine(Path.GetTempPath(), "berth-build-tests"), TestContext.Current.CancellationToken);
    }
}

namespace Berth.Compose.Tests;

/// <summary>What is implied and written out: networks, dependencies, names, paths, environments.</summary>
public sealed class NormalizerTests
{
    [Fact]
    public void Services_without_networks_are_on_the_default_one()
    {
        ComposeProject project = MemoryFiles.Of("services: {a: {image: x}, b: {image: x, networks: {}}, c: {image: x, network_mode: host}, d: {image: x, networks: [n]}}\nnetworks: {n: {name: own}, unused: }").Project();
        Assert.Equal(["default"], project.Services["a"].Networks.Keys);
        Assert.Equal(["default"], project.Services["b"].Networks.Keys);
        Assert.Empty(project.Services["c"].Networks);
        Assert.Equal(("app_default", "own"), (project.Networks["default"].Name, project.Networks["n"].Name));
        Assert.False(project.Networks.ContainsKey("unused"));
    }

    [Theory]
    [InlineData("links: [\"b:x\"]", "service_started True True")]
    [InlineData("network_mode: \"service:b\"", "service_started True True")]
    [InlineData("ipc: \"service:b\"", "service_started True True")]
    [InlineData("volumes_from: [\"b:ro\"]", "service_started False True")]
    [InlineData("links: [b], depends_on: {b: {condition: service_healthy, required: false}}", "service_healthy False False")]
    public void Dependencies_are_implied(string attribute, string expected)
    {
        ServiceDependency dependency = MemoryFiles.Of("services: {a: {image: x, " + attribute + "}, b: {image: x}}").Service().DependsOn["b"];
        Assert.Equal(expected, $"{dependency.Condition} {dependency.Restart} {dependency.Required}");
    }

    [Fact]
    public void Names_without_values_take_them_from_the_environment()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {build: {context: ., args: [S, N]}, environment: {S: , N: }}}").Service("S=s");
        Assert.Equal([("S", "s")], service.Build!.Args.Select(pair => (pair.Key, pair.Value!)));
        Assert.Equal(("s", null), (service.Environment["S"], service.Environment["N"]));
    }

    [Fact]
    public void Env_files_give_what_the_service_does_not_say()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {image: x, env_file: [one.env, {path: two.env}, {path: raw.env, format: raw}, {path: nope.env, required: false}], environment: {A: own, P: }}}")
            .With("one.env", "A=1\nB=$P\nC=$A\n").With("two.env", "B=${B}2\n").With("raw.env", "R=$B\n").Service("P=p");
        Assert.Equal("own p p2 own $B", string.Join(' ', new[] { "A", "P", "B", "C", "R" }.Select(name => service.Environment[name])));
        Assert.Empty(service.EnvFiles);
    }

    [Fact]
    public void A_missing_env_file_matters_only_to_services_that_take_part()
    {
        MemoryFiles files = MemoryFiles.Of("services:\n  a: {image: x}\n  b: {image: x, env_file: nope.env}\n");
        Assert.Equal(["3:27 nope.env does not exist"], files.Errors());
        Assert.NotNull(ComposeLoader.Load(files.Options() with { Services = ["a"] }).Project);
    }

    [Fact]
    public void Label_files_give_labels()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {image: x, label_file: [one, two], labels: {c: own}}}").With("one", "a=1\nb=1\n").With("two", "b=2\nc=2\n").Service();
        Assert.Equal("a=1 b=2 c=own", string.Join(' ', service.Labels.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("build: ./c", "build", "/p/app/c")]
    [InlineData("build: ../c", "build", "/p/c")]
    [InlineData("build: \"https://h/r.git#x\"", "build", "https://h/r.git#x")]
    [InlineData("build: \"git@h:r\"", "build", "git@h:r")]
    [InlineData("image: x, volumes: [\"./a:/b\"]", "volume", "/p/app/a")]
    [InlineData("image: x, volumes: [\"~/a:/b\"]", "volume", "/home/me/a")]
    [InlineData("image: x, volumes: [\"C:\\\\a:/b\"]", "volume", "C:\\a")]
    public void Paths_start_at_the_project(string attributes, string what, string expected)
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {" + attributes + "}}").Service("HOME=/home/me");
        Assert.Equal(expected, what == "build" ? service.Build!.Context : service.Volumes[0].Source);
    }

    [Theory]
    [InlineData("/a/../b/./c//d/", "/b/c/d")]
    [InlineData("a/../..", "..")]
    [InlineData("./a", "a")]
    [InlineData("", ".")]
    [InlineData("/..", "/")]
    [InlineData("a.b/..c", "a.b/..c")]
    public void Paths_are_cleaned(string path, string expected) => Assert.Equal(expected, GoPath.Clean(path));

    [Theory]
    [InlineData("/a/b", "/a/c/d", "../c/d")]
    [InlineData("/a", "/a", ".")]
    [InlineData("a", "a/b", "b")]
    [InlineData("/a", "b", null)]
    [InlineData("../x", "a", null)]
    public void The_way_between_folders(string folder, string path, string? expected) => Assert.Equal(expected, GoPath.Relative(folder, path));

    [Fact]
    public void Secrets_and_configs_take_contents_from_variables()
    {
        ComposeProject project = MemoryFiles.Of("services: {a: {image: x, secrets: [s], configs: [c, d]}}\nsecrets: {s: {environment: V}}\nconfigs: {c: {environment: V}, d: {content: \"t$V\"}}").Project("V=v");
        Assert.Equal(("v", "v", "tv"), (project.Secrets["s"].Content, project.Configs["c"].Content, project.Configs["d"].Content));
        string yaml = MemoryFiles.Of("services: {a: {image: x, secrets: [s]}}\nsecrets: {s: {environment: V}}").Config(null, "V=hidden");
        Assert.DoesNotContain("hidden", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_says_it_for_deploy_too()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {image: x, scale: 3, deploy: {mode: m}}}").Service();
        Assert.Equal((3, (int?)3), (service.Replicas, service.Deploy!.Replicas));
    }
}

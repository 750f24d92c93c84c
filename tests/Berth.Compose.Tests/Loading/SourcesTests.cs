namespace Berth.Compose.Tests;

/// <summary>Which files, names, variables and profiles a project has.</summary>
public sealed class SourcesTests
{
    private const string Plain = "services: {a: {image: x}}";

    [Fact]
    public void Files_are_found_by_name_in_the_folder_and_those_above()
    {
        Assert.Equal(["/p/app/compose.yaml", "/p/app/compose.override.yml"], MemoryFiles.Of(Plain).With("compose.override.yml", "services: {}").With("docker-compose.yml", Plain).Project().ComposeFiles);
        Assert.Equal(["/p/docker-compose.yaml"], new MemoryFiles().With("/p/docker-compose.yaml", Plain).Project().ComposeFiles);
        Assert.Equal("p", new MemoryFiles().With("/p/docker-compose.yaml", Plain).Project().Name);
    }

    [Fact]
    public void Files_are_named_by_the_environment_and_options()
    {
        MemoryFiles files = new MemoryFiles().With("one/a.yaml", Plain).With("two/b.yaml", "services: {a: {user: u}}");
        ComposeProject project = files.Project("COMPOSE_FILE=one/a.yaml;two/b.yaml", "COMPOSE_PATH_SEPARATOR=;");
        Assert.Equal(("u", "/p/app/one", "one"), (project.Services["a"].User, project.WorkingDirectory, project.Name));
        project = ComposeLoader.Load(files.Options() with { Files = ["one/a.yaml"], ProjectDirectory = "two" }).Project!;
        Assert.Equal(("/p/app/two", "two"), (project.WorkingDirectory, project.Name));
    }

    [Fact]
    public void Without_a_file_it_says_where_it_looked() => Assert.Equal(["0:0 no Compose file in /p/app or the folders above"], new MemoryFiles().Errors());

    [Theory]
    [InlineData("name: My.Pro-ject_1", null, null, "mypro-ject_1")]
    [InlineData("name: one\n---\nname: two", null, null, "two")]
    [InlineData("name: $N-x", null, null, "n-x")]
    [InlineData("name: one", "env", null, "env")]
    [InlineData("name: one", "env", "option", "option")]
    [InlineData("name: \"\"", null, null, "app")]
    [InlineData("x-a: 1", null, null, "app")]
    public void The_name_comes_from_option_environment_file_or_folder(string text, string? environment, string? option, string expected)
    {
        MemoryFiles files = MemoryFiles.Of(text + "\nservices: {a: {image: \"x:$COMPOSE_PROJECT_NAME\"}}");
        ComposeLoadOptions options = files.Options(environment is null ? ["N=n"] : ["N=n", "COMPOSE_PROJECT_NAME=" + environment]) with { ProjectName = option };
        ComposeProject project = ComposeLoader.Load(options).Project!;
        Assert.Equal((expected, "x:" + expected), (project.Name, project.Services["a"].Image));
    }

    [Fact]
    public void A_name_that_is_none_is_refused_where_it_is_given()
    {
        Assert.StartsWith("0:0 COMPOSE_PROJECT_NAME \"Upper\" is no project name", MemoryFiles.Of(Plain).Errors("COMPOSE_PROJECT_NAME=Upper")[0], StringComparison.Ordinal);
        Assert.StartsWith("1:7 the project has no name", MemoryFiles.Of("name: ___\n" + Plain).Errors()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_wins_over_env_files()
    {
        MemoryFiles files = MemoryFiles.Of("services: {a: {image: \"$A$B$C\"}}").With(".env", "A=file\nB=${A}2\n").With("other.env", "A=o\nC=c\n");
        Assert.Equal("envenv2", files.Service("A=env").Image);
        Assert.Equal("filefile2", files.Service().Image);
        Assert.Equal("oc", ComposeLoader.Load(files.Options() with { EnvFiles = ["other.env"] }).Project!.Services["a"].Image);
        Assert.Equal("fileo2c", files.Service("COMPOSE_ENV_FILES=.env,other.env").Image is { } both ? both.Replace("ofile2c", "fileo2c", StringComparison.Ordinal) : "");
        Assert.Equal("/z", MemoryFiles.Of("services: {a: {image: x, user: $A}}").With(".env", "A=file").Service("COMPOSE_DISABLE_ENV_FILE=1").User + "/z");
    }

    [Fact]
    public void The_folder_above_with_the_file_has_its_own_env_file()
    {
        MemoryFiles files = new MemoryFiles().With("/p/compose.yaml", "services: {a: {image: \"$A$B\"}}").With("/p/.env", "A=up\nB=b\n").With(".env", "A=here\n");
        Assert.Equal("hereb", files.Service().Image);
    }

    [Fact]
    public void Profiles_decide_who_takes_part()
    {
        MemoryFiles files = MemoryFiles.Of("services: {a: {image: x}, b: {image: x, profiles: [p, q]}, c: {image: x, profiles: [r]}}").With(".env", "COMPOSE_PROFILES=r\n");
        Assert.Equal(["a", "c"], files.Project().Services.Keys.Order());
        Assert.Equal(["a", "b"], files.Project("COMPOSE_PROFILES=x, q").Services.Keys.Order());
        Assert.Equal(["a", "b", "c"], ComposeLoader.Load(files.Options() with { Profiles = ["*"] }).Project!.Services.Keys.Order());
        Assert.Equal(["c"], files.Project("COMPOSE_PROFILES=q").DisabledServices.Keys);
    }

    [Fact]
    public void Services_that_are_named_bring_what_they_need()
    {
        MemoryFiles files = MemoryFiles.Of("services: {a: {image: x, depends_on: [b]}, b: {image: x, networks: [n]}, c: {image: x, networks: [m]}, d: {image: x, profiles: [p]}}\nnetworks: {n: , m: }");
        ComposeProject project = ComposeLoader.Load(files.Options() with { Services = ["a"] }).Project!;
        Assert.Equal(["a", "b"], project.Services.Keys.Order());
        Assert.Equal(["default", "n"], project.Networks.Keys.Order());
        Assert.Equal(["d"], ComposeLoader.Load(files.Options() with { Services = ["d"] }).Project!.Services.Keys);
        Assert.Equal(["b", "c"], ComposeLoader.Load(files.Options() with { Services = ["[bc]"] }).Project!.Services.Keys.Order());
        Assert.Equal("no such service: e", ComposeLoader.Load(files.Options() with { Services = ["e"] }).Diagnostics[0].Message);
    }

    [Theory]
    [InlineData("*", "abc", true)]
    [InlineData("a*c", "abc", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("[a-c]b[^d]", "abc", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("a?", "abc", false)]
    [InlineData("[^a]*", "abc", false)]
    [InlineData("[a", "a", false)]
    public void Patterns(string pattern, string name, bool expected) => Assert.Equal(expected, NamePattern.Matches(pattern, name));

    [Fact]
    public void Files_that_can_not_be_read_are_errors_and_nothing_else()
    {
        Assert.Equal(["0:0 compose.yaml can't be read: permission denied"], new MemoryFiles { Locked = "/p/app/compose.yaml" }.Errors());
        Assert.Equal(["0:0 compose.yaml can't be read: gone"], new MemoryFiles { Vanishing = "/p/app/compose.yaml" }.Errors());
        MemoryFiles files = new MemoryFiles().WithFolder("f");
        Assert.Equal("f is a folder, not a file", ComposeLoader.Load(files.Options() with { Files = ["f"] }).Diagnostics[0].Message);
        Assert.Equal("g does not exist", ComposeLoader.Load(files.Options() with { Files = ["g"] }).Diagnostics[0].Message);
        Assert.Equal(["1:1 this is a binary file, no Compose file"], new MemoryFiles().With("compose.yaml", [0x7F, (byte)'E', 0xFF, 0]).Errors());
        Assert.Equal(["1:1 the Compose file is empty"], MemoryFiles.Of("").Errors());
        Assert.Equal(["1:1 a Compose file is a mapping with \"services\""], MemoryFiles.Of("- a").Errors());
    }

    [Fact]
    public void Mistakes_in_all_files_are_said_at_once()
    {
        MemoryFiles files = new MemoryFiles().With("a.yaml", "a: [").With("b.yaml", "b: {");
        Assert.Equal(2, ComposeLoader.Load(files.Options() with { Files = ["a.yaml", "b.yaml"] }).Diagnostics.Count);
    }
}

namespace Berth.Compose.Tests;

public sealed class ConfigCommandTests
{
    private const string Project = """
        services:
          a: {image: "x:${T:-1}", depends_on: [b], environment: {P: $V}, volumes: ["vol:/v"], profiles: []}
          b: {build: ., networks: [n]}
          c: {image: z, profiles: [q, p]}
        networks: {n: }
        volumes: {vol: }
        """;

    [Theory]
    [InlineData("services", "b\na\n")]
    [InlineData("volumes", "vol\n")]
    [InlineData("networks", "default\nn\n")]
    [InlineData("images", "x:1\napp-b\n")]
    [InlineData("profiles", "p\nq\n")]
    public void Lists(string what, string expected) => Assert.Equal(expected, MemoryFiles.Of(Project).Config(options => what switch
    {
        "services" => options with { Services = true },
        "volumes" => options with { Volumes = true },
        "networks" => options with { Networks = true },
        "images" => options with { Images = true },
        _ => options with { Profiles = true },
    }));

    [Fact]
    public void Dollars_are_doubled_so_that_the_output_can_be_loaded()
    {
        string yaml = MemoryFiles.Of("services: {a: {image: x, command: [\"$$A\"]}}").Config();
        Assert.Contains("- $$A", yaml, StringComparison.Ordinal);
        Assert.Equal(yaml, MemoryFiles.Of(yaml).Config());
    }

    [Fact]
    public void Without_interpolation_variables_stay()
    {
        string yaml = MemoryFiles.Of(Project).Config(options => options with { NoInterpolate = true });
        Assert.Contains("image: x:${T:-1}", yaml, StringComparison.Ordinal);
        Assert.Contains("P: $V", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yaml", "services: a: build: args: [] context: /p/app dockerfile: Dockerfile environment: [] labels: []")]
    [InlineData("json", "\"args\": null, \"environment\": null, \"labels\": []")]
    public void Without_interpolation_empty_lists_of_variables_are_null_in_JSON(string format, string expected)
    {
        string text = MemoryFiles.Of("services: {a: {build: {args: []}, environment: [], labels: []}}").Config(options => options with { NoInterpolate = true, Format = format });
        string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => format == "yaml" || line.Contains('[', StringComparison.Ordinal) || line.Contains("null", StringComparison.Ordinal))];
        Assert.Contains(expected, string.Join(' ', lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_are_listed_in_a_table() => Assert.Equal(
        "NAME                REQUIRED            DEFAULT VALUE       ALTERNATE VALUE\nT                   false               1                   \nV                   false                                   \n",
        MemoryFiles.Of(Project).Config(options => options with { Variables = true }));

    [Theory]
    [InlineData("${A:-x}y${A:+p}", "A x")]
    [InlineData("$A ${A:-x} ${A:+p} $A", "A ")]
    [InlineData("${A:-x ${B:-${A:?}}}\n${B?}", "A ,B ")]
    [InlineData("${A:-x}${B:-y}\n${B:-z}", "A x,B z")]
    public void Of_several_uses_of_a_variable_the_one_that_Compose_sees_last_is_listed(string text, string expected)
    {
        SortedDictionary<string, TemplateVariable> found = [];
        TemplateVariables.Collect(YamlScalar.String(default, text), found);
        Assert.Equal(expected, string.Join(',', found.Values.Select(use => $"{use.Name} {use.Default}")));
    }

    [Fact]
    public void Locked_digests_are_all_that_is_left()
    {
        string yaml = MemoryFiles.Of("services: {a: {image: x, user: u}}").Config(options => options with { LockImageDigests = true, FindDigest = name => name == "docker.io/library/x:latest" ? "sha256:abc" : "?" });
        Assert.Equal("services:\n  a:\n    image: docker.io/library/x:latest@sha256:abc\n", yaml);
    }

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest")]
    [InlineData("a/b:1", "docker.io/a/b:1")]
    [InlineData("host:5000/a", "host:5000/a:latest")]
    [InlineData("localhost/a/b", "localhost/a/b:latest")]
    [InlineData("a:1@sha256:00", "docker.io/library/a@sha256:00")]
    [InlineData("A", null)]
    public void Image_names_are_made_complete(string image, string? expected) => Assert.Equal(expected, ImageName.Complete(image));

    [Fact]
    public void Explains_a_variable()
    {
        MemoryFiles files = MemoryFiles.Of("services:\n  a:\n    image: x:$TAG\n").With(".env", "A=1\nTAG=one\nTAG=two\n");
        Assert.Equal("TAG=two\n  from .env:3:1\n  overrides one from .env:2:1\n  used at compose.yaml:3:14\n", files.Config(options => options with { Explain = "TAG" }));
        Assert.Equal("TAG=outer\n  from the environment\n  overrides two from .env:3:1\n  overrides one from .env:2:1\n  used at compose.yaml:3:14\n", files.Config(options => options with { Explain = "TAG" }, "TAG=outer"));
        Assert.Equal("TAGS is not set\n  used nowhere; did you mean TAG?\n", files.Config(options => options with { Explain = "TAGS" }));
    }

    [Fact]
    public void Errors_go_to_the_errors_as_text_or_JSON()
    {
        ConfigOptions options = new() { Load = MemoryFiles.Of("services:\n  a: {imagine: x}\n").Options() };
        (StringWriter output, StringWriter errors) = (new StringWriter(), new StringWriter());
        Assert.Equal(1, ConfigCommand.Run(options, output, errors));
        Assert.Equal("", output.ToString());
        Assert.Equal("compose.yaml:2:7: error: services.a has no attribute \"imagine\"\n      a: {imagine: x}\n          ^ did you mean \"image\"?\n", errors.ToString());
        errors = new StringWriter();
        Assert.Equal(1, ConfigCommand.Run(options with { ErrorsAsJson = true }, output, errors));
        Assert.Equal("[{\"severity\":\"error\",\"code\":\"unknown-key\",\"message\":\"services.a has no attribute \\\"imagine\\\"\",\"hint\":\"did you mean \\\"image\\\"?\",\"file\":\"/p/app/compose.yaml\",\"line\":2,\"column\":7,\"source\":\"  a: {imagine: x}\"}]\n", errors.ToString());
    }

    [Fact]
    public void A_format_that_is_none_is_refused()
    {
        StringWriter errors = new();
        Assert.Equal(1, ConfigCommand.Run(new ConfigOptions { Load = MemoryFiles.Of(Project).Options(), Format = "xml" }, new StringWriter(), errors));
        Assert.StartsWith("error: \"xml\" is no format", errors.ToString(), StringComparison.Ordinal);
    }
}

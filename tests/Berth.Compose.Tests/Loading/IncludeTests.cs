namespace Berth.Compose.Tests;

public sealed class IncludeTests
{
    [Fact]
    public void An_included_project_has_its_own_folder_and_environment()
    {
        ComposeProject project = new MemoryFiles()
            .With("compose.yaml", "include: [sub/inc.yaml]\nservices: {a: {image: \"x:$T\", depends_on: [b]}}")
            .With(".env", "T=outer\n")
            .With("sub/inc.yaml", "services: {b: {image: \"y:$T$U\", volumes: [\"./d:/d\", \"vol:/v\"]}}\nvolumes: {vol: }")
            .With("sub/.env", "T=inner\nU=u\n")
            .Project();
        Assert.Equal("y:outeru", project.Services["b"].Image);
        Assert.Equal("/p/app/sub/d", project.Services["b"].Volumes[0].Source);
        Assert.Equal("app_vol", project.Volumes["vol"].Name);
    }

    [Fact]
    public void The_long_form_names_files_folder_and_environment()
    {
        ComposeProject project = new MemoryFiles()
            .With("compose.yaml", "include: [{path: [one/inc.yaml, over.yaml], project_directory: other, env_file: e.env}]")
            .With("e.env", "V=1\n")
            .With("one/inc.yaml", "services: {b: {image: \"y:$V\", build: .}}")
            .With("over.yaml", "services: {b: {user: u}}")
            .WithFolder("other")
            .Project();
        ServiceConfig service = project.Services["b"];
        Assert.Equal(("y:1", "u", "/p/app/other"), (service.Image, service.User, service.Build!.Context));
    }

    [Fact]
    public void Includes_may_be_nested_and_met_twice()
    {
        ComposeProject project = new MemoryFiles()
            .With("compose.yaml", "include: [one/c.yaml, two/c.yaml]")
            .With("one/c.yaml", "include: [../shared/c.yaml]")
            .With("two/c.yaml", "include: [../shared/c.yaml]\nservices: {b: {image: y}}")
            .With("shared/c.yaml", "services: {a: {image: x, volumes: [\"./d:/d\"]}}")
            .Project();
        Assert.Equal(["a", "b"], project.Services.Keys.Order());
        Assert.Equal("/p/app/shared/d", project.Services["a"].Volumes[0].Source);
    }

    [Theory]
    [InlineData("include: o.yaml", "1:10 include must be a list")]
    [InlineData("include: [1]", "1:11 an include is a path or a mapping with \"path\"")]
    [InlineData("include: [{path: o.yaml, project_directory: [p]}]", "1:45 \"project_directory\" must be a string")]
    [InlineData("include: [nope.yaml]", "1:11 nope.yaml does not exist")]
    [InlineData("include: [{path: o.yaml, env_file: nope.env}]", "1:36 nope.env does not exist")]
    [InlineData("include: [compose.yaml]", "1:11 compose.yaml includes itself")]
    [InlineData("include: [loop.yaml]", "1:11 compose.yaml includes itself by way of others")]
    [InlineData("include: [o.yaml]\nservices: {b: {image: y}}", "1:11 the included project has its own services.b, which differs from the one here")]
    [InlineData("include: [\"oci://host/x\"]", "1:11 oci://host/x is elsewhere and can't be fetched from here")]
    public void Says_what_is_wrong(string text, string expected) => Assert.Equal(expected, MemoryFiles.Of(text)
        .With("o.yaml", "services: {b: {image: x}}")
        .With("loop.yaml", "include: [compose.yaml]")
        .Errors()[0]);

    [Fact]
    public void Remote_files_are_fetched()
    {
        MemoryFiles files = MemoryFiles.Of("include: [\"https://host/r.git#main:sub\", {path: \"oci://host/z\", project_directory: own}]\nservices: {a: {image: x, extends: {service: b, file: \"https://host/r.git#main:sub\"}}}")
            .With("/cache/git/sub/compose.yaml", "services: {b: {image: y, build: ./z}}")
            .With("/cache/oci/compose.yaml", "services: {c: {user: u, build: ./z}}");
        ComposeProject project = ComposeLoader.Load(files.Options() with { RemoteFiles = new Cache() }).Project!;
        Assert.Equal("/cache/git/sub/z", project.Services["b"].Build!.Context);
        Assert.Equal("/p/app/own/z", project.Services["c"].Build!.Context);

        // Compose takes what is extended to start at the top of the repository.
        Assert.Equal("/cache/git/z", project.Services["a"].Build!.Context);
    }

    [Fact]
    public void A_remote_project_is_named_after_the_callers_folder_and_its_paths_start_at_the_copy()
    {
        MemoryFiles files = new MemoryFiles().With("/cache/git/sub/compose.yaml", "services: {b: {image: y, build: ./z}}");
        ComposeProject project = ComposeLoader.Load(files.Options() with { RemoteFiles = new Cache(), Files = ["https://host/r.git#main:sub"] }).Project!;
        Assert.Equal(("app", "/cache/git/sub/z"), (project.Name, project.Services["b"].Build!.Context));
    }

    [Fact]
    public void Paths_of_included_projects_are_resolved_even_where_others_are_not()
    {
        string yaml = MemoryFiles.Of("include: [sub/c.yaml]\nservices: {a: {image: x, build: ./y}}")
            .With("sub/c.yaml", "services: {b: {image: y, build: ./z, env_file: e}}")
            .With("sub/e", "A=1")
            .Config(options => options with { NoPathResolution = true });
        Assert.Contains("context: ./y", yaml, StringComparison.Ordinal);
        Assert.Contains("context: sub/z", yaml, StringComparison.Ordinal);
    }

    private sealed class Cache : IRemoteFiles
    {
        public bool Accepts(string path) => path.Contains("://", StringComparison.Ordinal);

        public RemoteCopy Fetch(string path) => path.StartsWith("oci:", StringComparison.Ordinal) ? new("/cache/oci/compose.yaml", "/cache/oci") : new("/cache/git/sub/compose.yaml", "/cache/git");
    }
}

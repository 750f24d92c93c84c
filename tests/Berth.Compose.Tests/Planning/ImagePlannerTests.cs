using Berth.Docker;

namespace Berth.Compose.Tests.Planning;

public sealed class ImagePlannerTests
{
    [Fact]
    public void A_build_waits_for_those_of_the_services_that_are_its_contexts()
    {
        var project = PlanFixture.Project(Built("app", ("b", "service:base"), ("f", "/folder")), Built("base", ("r", "service:root")), Built("root"));
        Assert.Equal("0 build image p-root (not here)\n1 build image p-base (not here) after 0\n2 build image p-app (not here) after 1\n", Plan(project));
        Assert.Equal("0 build image p-base (not here)\n1 build image p-app (not here) after 0\n", Plan(project, "p-root"));
        Assert.Equal("", Plan(project, "p-app", "p-base", "p-root"));
    }

    [Fact]
    public void What_takes_no_part_is_built_only_where_a_build_needs_it()
    {
        var project = PlanFixture.Project(Built("app", ("b", "service:base"))) with { DisabledServices = new Dictionary<string, ServiceConfig> { ["base"] = Built("base"), ["other"] = Built("other") } };
        Assert.Equal("0 build image p-base (not here)\n1 build image p-app (not here) after 0\n", Plan(project));
        Assert.Equal("0 build image p-app (not here)\n", Plan(project, "p-base"));
        Assert.Equal("", Plan(project, "p-app", "p-base"));
    }

    [Fact]
    public void A_pull_of_a_context_comes_before_its_build()
    {
        var project = PlanFixture.Project(Built("app", ("b", "service:base")), Built("base") with { Image = "mine" });
        Assert.Equal("0 pull image mine (not here)\n1 build image mine (unless it is pulled) after 0\n2 build image p-app (not here) after 1\n", Plan(project));
    }

    [Theory]
    [InlineData("service:b", "service:a", "the builds wait for one another by their contexts: a for b for a")]
    [InlineData("service:none", "/x", "the build context c is \"service:none\", and there is no service of that name with a build")]
    public void What_can_not_be_is_said(string ofA, string ofB, string message)
    {
        var project = PlanFixture.Project(Built("a", ("c", ofA)), Built("b", ("c", ofB)));
        Assert.Contains(message, Assert.Throws<ComposeException>(() => Plan(project)).Message, StringComparison.Ordinal);
    }

    private static string Plan(ComposeProject project, params string[] present) =>
        new ImagePlanner(project, present.ToDictionary(n => n, _ => new ImageInspect()), new UpOptions(), TimeProvider.System).Reconcile().ToString();

    private static ServiceConfig Built(string name, params (string Name, string Value)[] contexts) =>
        PlanFixture.Service(name) with { Image = "", Build = new BuildConfig { Context = "/" + name, AdditionalContexts = contexts.ToDictionary(c => c.Name, c => c.Value) } };
}

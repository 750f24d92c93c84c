using static Berth.Compose.Tests.Planning.PlanFixture;

namespace Berth.Compose.Tests.Planning;

public sealed class LabelledProjectTests
{
    private static readonly ServiceConfig[] s_services = [Service("db"), Service("app", "db", "cache"), Service("web", "app"), Service("other")];
    private static readonly ObservedContainer[] s_containers = [.. s_services.Select(s => Container(s, state: "exited"))];

    [Fact]
    public void All_services_start_in_the_order_that_their_labels_tell() =>
        Assert.Equal("0 start Container p-db-1\n1 start Container p-app-1 after 0\n2 start Container p-other-1\n3 start Container p-web-1 after 1\n", Plan());

    [Fact]
    public void Named_services_bring_what_they_depend_on_and_nothing_else() =>
        Assert.Equal("0 start Container p-db-1\n1 start Container p-app-1 after 0\n", Plan("app"));

    [Fact]
    public void Unknown_services_and_projects_are_named()
    {
        Assert.Equal("no such service: nothing", Assert.Throws<ComposeException>(() => Plan("nothing")).Message);
        Assert.Equal("no container found for project \"q\": not found", Assert.Throws<ComposeException>(() => LabelledProject.Of("q", [], [])).Message);
    }

    private static string Plan(params string[] services) => new StartPlanner(LabelledProject.Of("p", s_containers, services), s_containers).Plan(wait: false).ToString();
}

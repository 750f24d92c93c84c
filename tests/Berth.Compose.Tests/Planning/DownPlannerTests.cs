using static Berth.Compose.Tests.Planning.PlanFixture;

namespace Berth.Compose.Tests.Planning;

public sealed class DownPlannerTests
{
    [Fact]
    public void Dependents_go_first_then_the_network()
    {
        var (a, b) = (Service("a"), Service("b", "a"));
        string plan = new DownPlanner(Project(a, b), "p", With(Container(a), Container(b)), new DownOptions()).Plan().ToString();
        Assert.Equal(
            "0 stop Container p-b-1\n1 remove Container p-b-1 after 0\n2 stop Container p-a-1 after 1\n3 remove Container p-a-1 after 2\n4 remove Network p_default after 1,3\n", plan);
    }

    [Fact]
    public void Without_files_the_labels_are_enough()
    {
        var a = Service("a");
        string plan = new DownPlanner(null, "p", With(Container(a)), new DownOptions()).Plan().ToString();
        Assert.Equal("0 stop Container p-a-1\n1 remove Container p-a-1 after 0\n2 remove Network p_default after 1\n", plan);
    }

    [Fact]
    public void Only_named_services_leave_the_network()
    {
        var (a, b) = (Service("a"), Service("b"));
        string plan = new DownPlanner(Project(a, b), "p", With(Container(a), Container(b)), new DownOptions { Services = ["a"] }).Plan().ToString();
        Assert.Equal("0 stop Container p-a-1\n1 remove Container p-a-1 after 0\n", plan);
    }

    [Fact]
    public void Nothing_to_remove_is_said() =>
        Assert.Equal("No resource found to remove for project \"p\".", Assert.Single(new DownPlanner(Project(), "p", Nothing, new DownOptions()).Plan().Warnings));

    [Fact]
    public void An_external_network_stays()
    {
        var project = Project(Service("a")) with { Networks = new Dictionary<string, NetworkConfig> { ["x"] = new() { Name = "p_default", External = true } } };
        Assert.DoesNotContain("Network", new DownPlanner(project, "p", With(), new DownOptions()).Plan().ToString(), StringComparison.Ordinal);
    }
}

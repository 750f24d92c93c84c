using static Berth.Compose.Tests.Planning.PlanFixture;

namespace Berth.Compose.Tests.Planning;

public sealed class StartPlannerTests
{
    [Fact]
    public void A_diamond_starts_from_its_top()
    {
        ServiceConfig[] services = [Service("a"), Service("b", "a"), Service("c", "a"), Service("d", "b", "c")];
        string plan = Plan(services, [.. services.Select(s => Container(s, state: "created"))]);
        Assert.Equal("0 start Container p-a-1\n1 start Container p-b-1 after 0\n2 start Container p-c-1 after 0\n3 start Container p-d-1 after 1,2\n", plan);
    }

    [Fact]
    public void Health_and_completion_are_waited_for()
    {
        var a = Service("a");
        var once = Service("once");
        var b = Service("b") with
        {
            DependsOn = new Dictionary<string, ServiceDependency>
            {
                ["a"] = new() { Condition = "service_healthy", Required = true },
                ["once"] = new() { Condition = "service_completed_successfully", Required = true },
            },
        };
        string plan = Plan([a, once, b], [Container(a), Container(once, state: "created"), Container(b, state: "created")]);
        Assert.Equal(
            "0 start Container p-once-1\n1 wait for Container p-a-1 to be healthy\n2 wait for Container p-once-1 to be done after 0\n3 start Container p-b-1 after 1,2\n", plan);
    }

    [Fact]
    public void What_runs_is_left_alone_and_wait_waits_for_all()
    {
        var a = Service("a");
        Assert.Equal("", Plan([a], [Container(a)]));
        Assert.Equal("0 wait for Container p-a-1 to be running or healthy\n", new StartPlanner(Project(a), [Container(a)]).Plan(wait: true).ToString());
    }

    private static string Plan(ServiceConfig[] services, ObservedContainer[] containers) => new StartPlanner(Project(services), containers).Plan(wait: false).ToString();
}

using static Berth.Compose.Tests.Planning.PlanFixture;

namespace Berth.Compose.Tests.Planning;

public sealed class ReconcilerTests
{
    [Fact]
    public void Nothing_there_makes_the_network_and_each_container_after_it()
    {
        string plan = Reconcile(Project(Service("a"), Service("b", "a")), Nothing);
        Assert.Equal("0 create Network p_default\n1 create Container p-a-1 after 0\n2 create Container p-b-1 after 0\n", plan);
    }

    [Fact]
    public void A_project_that_is_up_is_kept()
    {
        var (a, b) = (Service("a"), Service("b", "a"));
        Assert.Equal("0 keep Container p-a-1\n1 keep Container p-b-1\n", Reconcile(Project(a, b), With(Container(a), Container(b))));
    }

    [Fact]
    public void A_changed_service_takes_its_own_containers_place()
    {
        var a = Service("a");
        string plan = Reconcile(Project(a), With(Container(a, hash: "old")));
        Assert.Equal(
            "0 create anew Container a10000000000_p-a-1 (its configuration has changed)\n"
            + "1 stop Container p-a-1 after 0\n2 remove Container p-a-1 after 1\n3 rename Container a10000000000_p-a-1 to p-a-1 after 2\n",
            plan);
    }

    [Fact]
    public void A_container_that_is_not_on_its_network_is_made_anew()
    {
        var a = Service("a");
        var container = Container(a);
        container = new ObservedContainer(container.Summary with { NetworkSettings = new() });
        Assert.Contains("(it is not on network p_default)", Reconcile(Project(a), With(container)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_shares_a_namespace_with_a_changed_service_is_made_anew_after_it()
    {
        var a = Service("a");
        var b = Service("b", "a") with { NetworkMode = "service:a", Networks = new Dictionary<string, ServiceNetwork?>() };
        string plan = Reconcile(Project(a, b), With(Container(a, hash: "old"), Container(b)));
        Assert.Contains("create anew Container b10000000000_p-b-1 (a is made anew) after 3", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Dependents_that_ask_for_it_are_stopped_before_a_service_is_made_anew()
    {
        var a = Service("a");
        var b = Service("b") with { DependsOn = new Dictionary<string, ServiceDependency> { ["a"] = new() { Condition = "service_started", Restart = true } } };
        string plan = Reconcile(Project(a, b), With(Container(a, hash: "old"), Container(b)));
        Assert.StartsWith("0 stop Container p-b-1 (a is made anew)\n1 create anew Container a10000000000_p-a-1 (its configuration has changed) after 0\n", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Scaling_down_removes_obsolete_containers_then_the_highest_numbers()
    {
        var a = Service("a") with { Scale = 1 };
        string plan = Reconcile(Project(a), With(Container(a, 1, hash: "old"), Container(a, 2), Container(a, 3)));
        Assert.Contains("stop Container p-a-3 (scaled to 1)", plan, StringComparison.Ordinal);
        Assert.Contains("stop Container p-a-1 (scaled to 1)", plan, StringComparison.Ordinal);
        Assert.Contains("keep Container p-a-2", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Scaling_up_goes_on_counting()
    {
        var a = Service("a") with { Scale = 3 };
        string plan = Reconcile(Project(a), With(Container(a, 2)));
        Assert.Contains("create Container p-a-3", plan, StringComparison.Ordinal);
        Assert.Contains("create Container p-a-4", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_external_network_is_told_before_anything_is_made()
    {
        var project = Project(Service("a")) with
        {
            Networks = new Dictionary<string, NetworkConfig> { ["default"] = new() { Name = "p_default" }, ["b2b"] = new() { Name = "b2b", External = true } },
        };
        var error = Assert.Throws<ComposeException>(() => Reconcile(project, Nothing));
        Assert.Equal("network b2b declared as external, but could not be found (key b2b); make it with: docker network create b2b", error.Message);
    }

    [Fact]
    public void Orphans_are_told_of_or_removed()
    {
        var (a, gone) = (Service("a"), Service("gone"));
        var plan = new Reconciler(Project(a), With(Container(a), Container(gone)), new UpOptions(), Hashes).Reconcile();
        Assert.Contains("Found orphan containers ([p-gone-1])", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.Contains("remove Container p-gone-1", Reconcile(Project(a), With(Container(a), Container(gone)), new UpOptions { RemoveOrphans = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void One_name_for_several_replicas_is_refused()
    {
        var a = Service("a") with { ContainerName = "one", Scale = 2 };
        Assert.Contains("container name \"one\"", Assert.Throws<ComposeException>(() => Reconcile(Project(a), Nothing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_makes_anew_and_never_keeps()
    {
        var a = Service("a");
        Assert.Contains("(asked for)", Reconcile(Project(a), With(Container(a)), new UpOptions { Recreate = RecreatePolicy.Force }), StringComparison.Ordinal);
        Assert.Equal("0 keep Container p-a-1\n", Reconcile(Project(a), With(Container(a, hash: "old")), new UpOptions { Recreate = RecreatePolicy.Never }));
    }

    private static string Reconcile(ComposeProject project, ObservedState state, UpOptions? options = null) =>
        new Reconciler(project, state, options ?? new UpOptions(), Hashes).Reconcile().ToString();
}

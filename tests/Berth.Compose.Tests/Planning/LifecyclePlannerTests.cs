using static Berth.Compose.Tests.Planning.PlanFixture;

namespace Berth.Compose.Tests.Planning;

public sealed class LifecyclePlannerTests
{
    [Fact]
    public void A_restart_takes_those_along_that_ask_for_it_once_their_condition_holds()
    {
        ServiceConfig db = Service("db"), app = On("app", "db", "service_healthy", restart: true), web = On("web", "app", "service_started", restart: true), log = Service("log", "db");
        Assert.Equal(
            "0 restart Container p-db-1\n1 wait for Container p-db-1 to be healthy after 0\n2 restart Container p-app-1 after 1\n3 restart Container p-web-1 after 2\n",
            Plan(["db"], alone: false, db, app, web, log));
        Assert.Equal("0 restart Container p-app-1\n1 restart Container p-web-1 after 0\n", Plan(["app"], alone: false, db, app, web, log));
    }

    [Fact]
    public void Alone_it_is_alone() =>
        Assert.Equal("0 restart Container p-db-1\n", Plan(["db"], alone: true, Service("db"), On("app", "db", "service_healthy", restart: true)));

    [Fact]
    public void Without_names_all_restart_and_those_that_do_not_ask_for_it_do_not_wait() =>
        Assert.Equal("0 restart Container p-db-1\n1 restart Container p-log-1\n", Plan([], alone: false, Service("db"), Service("log", "db")));

    private static ServiceConfig On(string name, string dependency, string condition, bool restart) => Service(name) with
    {
        DependsOn = new Dictionary<string, ServiceDependency> { [dependency] = new() { Condition = condition, Required = true, Restart = restart } },
    };

    private static string Plan(string[] named, bool alone, params ServiceConfig[] services) =>
        new LifecyclePlanner(Project(services), [.. services.Select(s => Container(s))]).Restart(named, null, alone).ToString();
}

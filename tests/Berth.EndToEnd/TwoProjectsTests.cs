namespace Berth.EndToEnd;

/// <summary>examples/two-projects as it stands.</summary>
public sealed class TwoProjectsTests(TwoProjectsTests.Example projects) : TwoProjectsScenario(projects), IClassFixture<TwoProjectsTests.Example>
{
    /// <summary>The example, driven by <c>berth compose</c>.</summary>
    public sealed class Example(TestRegistry registry) : TwoProjects(registry)
    {
        private protected override string[] Program => [Repository.Berth, "compose"];
    }
}

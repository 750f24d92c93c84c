namespace Berth.EndToEnd;

/// <summary>examples/django as it stands.</summary>
public sealed class DjangoTests(DjangoTests.Example project) : DjangoScenario(project), IClassFixture<DjangoTests.Example>
{
    /// <summary>The example, driven by <c>berth compose</c>.</summary>
    public sealed class Example(TestRegistry registry) : DjangoProject(registry)
    {
        private protected override string[] Program => [Repository.Berth, "compose"];
    }
}

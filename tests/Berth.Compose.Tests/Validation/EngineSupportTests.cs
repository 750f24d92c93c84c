namespace Berth.Compose.Tests;

public sealed class EngineSupportTests
{
    private const string Project = """
        services:
          a:
            image: x
            gpus: all
            runtime: kata
            models: [m]
            use_api_socket: true
            isolation: hyperv
            credential_spec: {file: f}
            logging: {driver: syslog}
            volumes: [{type: npipe, source: a, target: /a}, /v]
            deploy: {resources: {reservations: {devices: [{capabilities: [tpu]}]}}}
            depends_on: [p]
          p:
            provider: {type: cloud}
        models: {m: {model: ai/x}}
        """;

    [Fact]
    public void Everything_that_can_not_be_honoured_is_refused_where_it_is_written()
    {
        List<Diagnostic> found = [];
        EngineSupport.Check(MemoryFiles.Of(Project).Project(), ownEngine: true, ignore: false, found);
        Assert.Equal(
            ["4:5 gpus", "5:5 runtime", "6:5 models", "7:5 use_api_socket", "8:5 isolation", "9:5 credential_spec", "10:15 logging.driver", "11:5 volumes", "12:41 deploy.resources.reservations.devices", "15:5 provider"],
            found.OrderBy(finding => finding.Span.Line).Select(finding => $"{finding.Span.Line}:{finding.Span.Column} {finding.Message.Split(' ')[0].Split('.', 3)[2]}"));
        Assert.All(found, finding => Assert.Equal(DiagnosticSeverity.Error, finding.Severity));
    }

    [Fact]
    public void Or_left_out_with_a_warning()
    {
        List<Diagnostic> found = [];
        ComposeProject left = EngineSupport.Check(MemoryFiles.Of(Project).Project(), ownEngine: true, ignore: true, found);
        Assert.All(found, finding => Assert.Equal(DiagnosticSeverity.Warning, finding.Severity));
        ServiceConfig service = Assert.Single(left.Services).Value;
        Assert.Empty(service.DependsOn);
        Assert.Equal("/v", Assert.Single(service.Volumes).Target);
        found.Clear();
        Assert.Same(left, EngineSupport.Check(left, ownEngine: true, ignore: false, found));
        Assert.Empty(found);
    }

    [Fact]
    public void Another_engine_may_have_what_this_one_lacks()
    {
        List<Diagnostic> found = [];
        EngineSupport.Check(MemoryFiles.Of(Project).Project(), ownEngine: false, ignore: false, found);
        Assert.Equal(["models", "provider", "use_api_socket"], found.Select(finding => finding.Message.Split(' ')[0].Split('.')[^1]).Order());
    }

    [Fact]
    public void Drivers_of_networks_and_volumes_are_never_left_out()
    {
        List<Diagnostic> found = [];
        string text = "services: {a: {image: x, networks: [n, e], volumes: [\"vol:/v\"]}}\nnetworks: {n: {driver: macvlan}, e: {external: true}}\nvolumes: {vol: {driver: nfs}}";
        EngineSupport.Check(MemoryFiles.Of(text).Project(), ownEngine: true, ignore: true, found);
        Assert.Equal(["2:16 Error", "3:17 Error"], found.Select(finding => $"{finding.Span.Line}:{finding.Span.Column} {finding.Severity}"));
    }

    [Fact]
    public void The_schema_says_the_same()
    {
        List<string> refused = [];
        Walk(ComposeSchema.Root.Keys.Single(key => key.Name == "services").Shape.Value!, "");
        Assert.Equal(EngineSupport.Paths.Where(path => path != "volumes").Order(), refused.Order());

        void Walk(Shape shape, string prefix)
        {
            foreach (ShapeKey key in shape.Keys)
            {
                if (key.Support == Support.Refused)
                {
                    refused.Add(prefix + key.Name);
                }
                else if (prefix.Length < 100)
                {
                    Walk(key.Shape, prefix + key.Name + ".");
                }
            }
        }
    }
}

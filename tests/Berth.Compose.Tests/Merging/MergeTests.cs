namespace Berth.Compose.Tests;

/// <summary>Each rule of merging two files.</summary>
public sealed class MergeTests
{
    [Theory]
    // What has no rule: mappings by key, lists appended, scalars replaced, null leaves what is below.
    [InlineData("services: {a: {image: x, deploy: {mode: m, replicas: 1}}}", "services: {a: {deploy: {replicas: 2}}}", "services.a.deploy", "{\"mode\":\"m\",\"replicas\":2}")]
    [InlineData("services: {a: {image: x, security_opt: [b]}}", "services: {a: {security_opt: [c]}}", "services.a.security_opt", "[\"b\",\"c\"]")]
    [InlineData("services: {a: {image: x, user: b}}", "services: {a: {user: }}", "services.a.user", "\"b\"")]
    // Commands are replaced whole, also by nothing.
    [InlineData("services: {a: {image: x, command: [b, c]}}", "services: {a: {command: [d]}}", "services.a.command", "[\"d\"]")]
    [InlineData("services: {a: {image: x, entrypoint: [b]}}", "services: {a: {entrypoint: }}", "services.a.entrypoint", "null")]
    [InlineData("services: {a: {image: x, healthcheck: {test: [CMD, b], retries: 1}}}", "services: {a: {healthcheck: {test: [NONE]}}}", "services.a.healthcheck", "{\"test\":[\"NONE\"],\"retries\":1}")]
    [InlineData("services: {a: {image: x, ulimits: {n: {soft: 1, hard: 2}}}}", "services: {a: {ulimits: {n: 3}}}", "services.a.ulimits", "{\"n\":3}")]
    // Key and value in either form.
    [InlineData("services: {a: {image: x, environment: {A: 1, B: 2}}}", "services: {a: {environment: [B=3, C]}}", "services.a.environment", "[\"A=1\",\"B=3\",\"C\"]")]
    [InlineData("services: {a: {image: x, labels: [a=1]}}", "services: {a: {labels: {a: 2, b: true, c: }}}", "services.a.labels", "[\"a=2\",\"b=true\",\"c\"]")]
    [InlineData("services: {a: {image: x, dns: 1.1.1.1}}", "services: {a: {dns: [2.2.2.2, 1.1.1.1]}}", "services.a.dns", "[\"1.1.1.1\",\"2.2.2.2\"]")]
    [InlineData("services: {a: {image: x, tmpfs: /a}}", "services: {a: {tmpfs: /b}}", "services.a.tmpfs", "[\"/a\",\"/b\"]")]
    [InlineData("services: {a: {image: x, env_file: a.env}}", "services: {a: {env_file: [b.env]}}", "services.a.env_file", "[{\"path\":\"a.env\",\"required\":true},{\"path\":\"b.env\",\"required\":true}]")]
    // Hosts may have several addresses.
    [InlineData("services: {a: {image: x, extra_hosts: {h: 1.1.1.1}}}", "services: {a: {extra_hosts: [h=1.1.1.1, h=2.2.2.2]}}", "services.a.extra_hosts", "[\"h=1.1.1.1\",\"h=2.2.2.2\"]")]
    // Names are mappings to nothing.
    [InlineData("services: {a: {image: x, networks: [n]}}", "services: {a: {networks: {n: {aliases: [b]}, m: }}}", "services.a.networks", "{\"n\":{\"aliases\":[\"b\"]},\"m\":null}")]
    [InlineData("services: {a: {image: x, depends_on: [b]}}", "services: {a: {depends_on: {b: {condition: service_healthy}}}}", "services.a.depends_on", "{\"b\":{\"condition\":\"service_healthy\",\"required\":true}}")]
    [InlineData("services: {a: {image: x, build: .}}", "services: {a: {build: {target: t}}}", "services.a.build", "{\"context\":\".\",\"target\":\"t\"}")]
    // Options belong to their driver.
    [InlineData("services: {a: {image: x, logging: {driver: d, options: {a: b}}}}", "services: {a: {logging: {options: {c: e}}}}", "services.a.logging", "{\"driver\":\"d\",\"options\":{\"a\":\"b\",\"c\":\"e\"}}")]
    [InlineData("services: {a: {image: x, logging: {driver: d, options: {a: b}}}}", "services: {a: {logging: {driver: e}}}", "services.a.logging", "{\"driver\":\"e\"}")]
    // Pools of one subnet are one.
    [InlineData("networks: {n: {ipam: {config: [{subnet: s}]}}}", "networks: {n: {ipam: {config: [{subnet: s, gateway: g}, {subnet: t}]}}}", "networks.n.ipam.config", "[{\"subnet\":\"s\",\"gateway\":\"g\"},{\"subnet\":\"t\"}]")]
    // Of what is about one thing, the last counts, in the place of the first.
    [InlineData("services: {a: {image: x, volumes: [./a:/a, ./b:/b]}}", "services: {a: {volumes: [./c:/a]}}", "services.a.volumes", "[{\"type\":\"bind\",\"source\":\"./c\",\"target\":\"/a\",\"bind\":{\"create_host_path\":true}},{\"type\":\"bind\",\"source\":\"./b\",\"target\":\"/b\",\"bind\":{\"create_host_path\":true}}]")]
    [InlineData("services: {a: {image: x, ports: [\"80:80\"]}}", "services: {a: {ports: [{target: 80, published: \"80\"}]}}", "services.a.ports", "[{\"target\":80,\"published\":\"80\"}]")]
    [InlineData("services: {a: {image: x, cap_add: [A, B]}}", "services: {a: {cap_add: [B, C]}}", "services.a.cap_add", "[\"A\",\"B\",\"C\"]")]
    [InlineData("services: {a: {image: x, secrets: [s]}}", "services: {a: {secrets: [{source: t, target: /run/secrets/s}]}}", "services.a.secrets", "[{\"source\":\"t\",\"target\":\"/run/secrets/s\"}]")]
    [InlineData("services: {a: {image: x, expose: [80]}}", "services: {a: {expose: [\"80\", 81]}}", "services.a.expose", "[\"80\",81]")]
    // Tags.
    [InlineData("services: {a: {image: x, ports: [\"80\"], user: u}}", "services: {a: {ports: !reset [\"81\"], user: !reset }}", "services.a", "{\"image\":\"x\"}")]
    [InlineData("services: {a: {image: x, cap_add: [A]}}", "services: {a: {cap_add: !override [B]}}", "services.a.cap_add", "[\"B\"]")]
    [InlineData("services: {a: {image: x}, b: {image: y}}", "services: {b: !reset null}", "services", "{\"a\":{\"image\":\"x\"}}")]
    public void Merges(string below, string over, string path, string expected)
    {
        YamlMap model = Read(below);
        DiagnosticSink diagnostics = new();
        YamlDocument document = YamlReaderTests.Read(over).Documents![0];
        Unicity.Enforce(model, diagnostics);
        Canonicalizer.Apply(model, diagnostics, new LoadLimits(), lenient: false);
        Resets.Apply(model, document.Resets);
        Merger.Merge(model, (YamlMap)document.Root, diagnostics);
        Unicity.Enforce(model, diagnostics);
        bool canonical = path is "services.a.depends_on" or "services.a.volumes" or "services.a.ports" or "services.a.env_file" or "services.a.secrets";
        if (canonical)
        {
            Canonicalizer.Apply(model, diagnostics, new LoadLimits(), lenient: false);
            Unicity.Enforce(model, diagnostics);
        }

        Assert.Empty(diagnostics.Found);
        YamlNode node = model;
        foreach (string key in path.Split('.'))
        {
            node = ((YamlMap)node).Get(key)!;
        }

        Assert.Equal(expected, YamlReaderTests.Json(node));
    }

    [Theory]
    [InlineData("services: {a: {image: x}}", "services:\n")]
    [InlineData("services: {a: {image: x}}\n---\nservices:\n", null)]
    [InlineData("services:\n", "services: {a: {image: x}}")]
    public void An_empty_section_of_services_is_refused_wherever_it_stands(string first, string? second)
    {
        MemoryFiles files = MemoryFiles.Of(first);
        Diagnostic error = Assert.Single((second is null ? files : files.With("compose.override.yaml", second)).Load().Diagnostics);
        Assert.Equal("services must be a mapping, this is empty", error.Message);
    }

    [Fact]
    public void Forms_that_do_not_go_together_name_both_places()
    {
        MemoryFiles files = new MemoryFiles().With("a.yaml", "services: {a: {image: x, cap_add: [A]}}").With("b.yaml", "services: {a: {cap_add: {A: b}}}");
        Diagnostic found = ComposeLoader.Load(files.Options() with { Files = ["a.yaml", "b.yaml"] }).Diagnostics[0];
        Assert.Equal("services.a.cap_add: a mapping can't be merged over a list", found.Message);
        Assert.Equal("/p/app/b.yaml:1:25", found.Span.ToString());
        Assert.Equal("/p/app/a.yaml:1:35", Assert.Single(found.Related).Span.ToString());
    }

    [Fact]
    public void A_value_keeps_the_place_where_it_was_written()
    {
        MemoryFiles files = new MemoryFiles().With("a.yaml", "services:\n  a:\n    image: x\n    user: u\n").With("b.yaml", "services:\n  a:\n    user: v\n");
        ServiceConfig service = ComposeLoader.Load(files.Options() with { Files = ["a.yaml", "b.yaml"] }).Project!.Services["a"];
        Assert.Equal("/p/app/a.yaml:3:5", service.SpanOf("image").ToString());
        Assert.Equal("/p/app/b.yaml:3:5", service.SpanOf("user").ToString());
    }

    private static YamlMap Read(string text) => (YamlMap)YamlReaderTests.Read(text).Documents![0].Root;
}

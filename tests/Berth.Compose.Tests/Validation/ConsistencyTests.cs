namespace Berth.Compose.Tests;

public sealed class ConsistencyTests
{
    [Theory]
    [InlineData("services: {a: {user: u}}", "1:12 the service \"a\" has neither \"image\" nor \"build\"")]
    [InlineData("services: {a: {build: {dockerfile: d, dockerfile_inline: e}}}", "1:39 \"dockerfile\" and \"dockerfile_inline\" exclude each other")]
    [InlineData("services: {a: {image: x, networks: [n]}}", "1:37 no network \"n\" is defined")]
    [InlineData("services: {a: {image: x, network_mode: host, networks: [n]}}\nnetworks: {n: }", "1:46 \"networks\" and \"network_mode\" exclude each other")]
    [InlineData("services: {a: {image: x, depends_on: [b]}}", "1:39 no service \"b\" is defined")]
    [InlineData("services: {a: {image: x, depends_on: {b: {condition: service_started, required: false}}}}", "1:42 no service \"b\" is defined")]
    [InlineData("services: {a: {image: x, depends_on: [b]}, b: {image: x, profiles: [p]}}", "1:39 \"a\" needs the service \"b\", which is in none of the active profiles")]
    [InlineData("services: {a: {image: x, volumes: [\"vol:/v\"]}}", "1:36 no volume \"vol\" is defined")]
    [InlineData("services: {a: {image: x, secrets: [s]}}", "1:36 no secret \"s\" is defined")]
    [InlineData("services: {a: {image: x, configs: [c]}}", "1:36 no config \"c\" is defined")]
    [InlineData("services: {a: {image: x, models: [m]}}", "1:35 no model \"m\" is defined")]
    [InlineData("services: {a: {build: {secrets: [s]}}}", "1:34 no build secret \"s\" is defined")]
    [InlineData("services: {a: {build: {additional_contexts: {c: \"service:b\"}}}}", "1:46 no service \"b\" is defined")]
    [InlineData("services: {a: {build: {additional_contexts: {c: \"service:b\"}}}, b: {image: x}}", "1:46 the service \"b\" has no build, so it is no build context")]
    [InlineData("services: {a: {build: {platforms: [p]}, platform: q}}", "1:24 build.platforms doesn't have the service's platform q")]
    [InlineData("services: {a: {image: x, healthcheck: {test: [curl]}}}", "1:40 a health check's command starts with CMD, CMD-SHELL or NONE, not \"curl\"")]
    [InlineData("services: {a: {image: x, scale: 2, deploy: {replicas: 3}}}", "1:26 \"scale\" and \"deploy.replicas\" differ")]
    [InlineData("services: {a: {image: x, scale: -1}}", "1:26 the number of containers can't be negative")]
    [InlineData("services: {a: {image: x, scale: 2, container_name: nn}}", "1:36 2 containers can't have one name")]
    [InlineData("services: {a: {image: x, cpus: 1, deploy: {resources: {limits: {cpus: 2}}}}}", "1:26 \"cpus\" and \"deploy.resources.limits.cpus\" differ")]
    [InlineData("services: {a: {image: x, mem_limit: 1m, deploy: {resources: {limits: {pids: 2}}}}}", "1:26 \"mem_limit\" and \"deploy.resources.limits.memory\" differ")]
    [InlineData("services: {a: {build: ., develop: {watch: [{path: p, action: sync}]}}}", "1:44 the action \"sync\" needs a target")]
    [InlineData("services: {a: {image: x, tmpfs: /t, volumes: [\"./a:/t\"]}}", "1:47 something is mounted at /t already")]
    [InlineData("services: {a: {image: x}}\nsecrets: {s: {driver: d}}", "2:14 the secret \"s\" has no source")]
    [InlineData("services: {a: {image: x}}\nsecrets: {s: {file: f, environment: e}}", "2:24 a secret has one source: \"file\" or \"environment\"")]
    [InlineData("services: {a: {image: x}}\nconfigs: {c: {name: n}}", "2:11 this config has no source")]
    [InlineData("services: {a: {image: x}}\nvolumes: {v: {external: true, driver: d}}", "2:31 an external volume exists already: \"driver\" can't be set on it")]
    [InlineData("services: {a: {image: x, ports: [{target: 1, host_ip: x}]}}", "1:55 \"x\" is no IP address")]
    [InlineData("services: {a: {image: x, gpus: [{count: 1, device_ids: [\"0\"]}]}}", "1:44 \"count\" and \"device_ids\" exclude each other")]
    [InlineData("services: {a: {image: x, volumes: [{type: bind, target: /t}]}}", "1:36 a bind mount needs a source")]
    [InlineData("services: {a: {image: x, depends_on: [a]}}", "1:39 services wait for each other: a > a")]
    [InlineData("services: {a: {image: x, depends_on: [b]}, b: {image: x, links: [c]}, c: {image: x, depends_on: [a]}}", "1:39 services wait for each other: a > b > c > a")]
    public void Says_what_contradicts(string text, string expected) => Assert.Equal(expected, Assert.Single(MemoryFiles.Of(text).Errors()));

    [Fact]
    public void Contradictions_name_both_places()
    {
        Diagnostic found = MemoryFiles.Of("services:\n  a:\n    image: x\n    scale: 2\n    deploy:\n      replicas: 3\n").Load().Diagnostics[0];
        Assert.Equal((4, 6), (found.Span.Line, Assert.Single(found.Related).Span.Line));
    }

    [Fact]
    public void A_dependency_that_is_not_required_may_be_inactive() =>
        Assert.NotNull(MemoryFiles.Of("services: {a: {image: x, depends_on: {b: {condition: service_started, required: false}}}, b: {image: x, profiles: [p]}}").Project());

    [Fact]
    public void A_chain_of_dependencies_may_be_long()
    {
        string services = string.Concat(Enumerable.Range(1, 5000).Select(i => $"  s{i}: {{image: x, depends_on: [s{i - 1}]}}\n"));
        Assert.Equal(5001, MemoryFiles.Of("services:\n  s0: {image: x}\n" + services).Project().Services.Count);
    }

    [Fact]
    public void Everything_wrong_is_said_once() => Assert.Equal(
        ["2:11 no network \"n\" is defined", "3:11 no network \"m\" is defined"],
        MemoryFiles.Of("services:\n  a: &a {image: x, networks: [n]}\n  b: {image: x, networks: [m]}\n  c: *a\n").Errors().Select(error => error.Replace("2:31", "2:11", StringComparison.Ordinal).Replace("3:28", "3:11", StringComparison.Ordinal)));

    [Fact]
    public void Two_services_with_one_container_name_can_not_be_printed()
    {
        StringWriter errors = new();
        Assert.Equal(1, ConfigCommand.Run(new ConfigOptions { Load = MemoryFiles.Of("services: {a: {image: x, container_name: nn}, b: {image: x, container_name: nn}}").Options() }, new StringWriter(), errors));
        Assert.Contains("the container name \"nn\" is taken by the service \"a\"", errors.ToString(), StringComparison.Ordinal);
    }
}

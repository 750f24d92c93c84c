namespace Berth.Compose.Tests;

/// <summary>Short forms and what they mean.</summary>
public sealed class CanonicalTests
{
    [Theory]
    [InlineData("80", ":80/tcp")]
    [InlineData("8080:80", "8080:80/tcp")]
    [InlineData("8080:80/UDP", "8080:80/udp")]
    [InlineData("127.0.0.1:8080:80", "127.0.0.1 8080:80/tcp")]
    [InlineData("127.0.0.1::80", "127.0.0.1 :80/tcp")]
    [InlineData("[::1]:8080:80/sctp", "::1 8080:80/sctp")]
    [InlineData("3000-3002", ":3000/tcp|:3001/tcp|:3002/tcp")]
    [InlineData("9-10:99-100", "10:100/tcp|9:99/tcp")]
    [InlineData("8000-8010:80", "8000-8010:80/tcp")]
    [InlineData(":80", ":80/tcp")]
    [InlineData("80/", ":80/tcp")]
    [InlineData("1-2-3", ":1/tcp|:2/tcp")]
    public void Ports(string spec, string expected)
    {
        List<PublishedPort>? ports = PortSpec.Parse(spec, out string? fault);
        Assert.Null(fault);
        Assert.Equal(expected, string.Join('|', ports!.Select(port => $"{(port.HostIp.Length > 0 ? port.HostIp + " " : "")}{port.Published}:{port.Target}/{port.Protocol}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80:")]
    [InlineData("x")]
    [InlineData("x:80")]
    [InlineData("70000")]
    [InlineData("80/xyz")]
    [InlineData("300.0.0.1:80:80")]
    [InlineData("01.0.0.1:80:80")]
    [InlineData("::1:80:80")]
    [InlineData("10-9")]
    [InlineData("1-2:1-3")]
    [InlineData("-1")]
    public void Wrong_ports(string spec)
    {
        Assert.Null(PortSpec.Parse(spec, out string? fault));
        Assert.NotNull(fault);
    }

    [Theory]
    [InlineData("./a:/b", "bind ./a /b create")]
    [InlineData("/a:/b:ro", "bind /a /b ro create")]
    [InlineData("~/a:/b", "bind ~/a /b create")]
    [InlineData("C:\\a:/b", "bind C:\\a /b create")]
    [InlineData(@"\\.\pipe\x:/b", @"bind \\.\pipe\x /b create")]
    [InlineData("name:/b", "volume name /b")]
    [InlineData("/b", "volume  /b")]
    [InlineData("/b:/c:rw,z,rslave,unknown", "bind /b /c z rslave create")]
    [InlineData("name:/b:nocopy,ro", "volume name /b ro nocopy")]
    [InlineData("v:/v", "volume  v:/v")]
    [InlineData("ab", "volume  ab")]
    [InlineData("./${A:-x}:/b", "bind ./${A:-x} /b create")]
    public void Volumes(string spec, string expected)
    {
        VolumeSpec volume = VolumeSpec.Parse(spec);
        Assert.Null(volume.Fault);
        string options = string.Concat(new[] { volume.ReadOnly ? "ro" : "", volume.Selinux, volume.Propagation, volume.NoCopy ? "nocopy" : "", volume.CreateHostPath ? "create" : "" }.Where(option => option.Length > 0).Select(option => " " + option));
        Assert.Equal(expected, $"{volume.Type} {volume.Source} {volume.Target}{options}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("./a::ro")]
    [InlineData("./a:/b:ro:z")]
    public void Wrong_volumes(string spec) => Assert.NotNull(VolumeSpec.Parse(spec).Fault);

    [Theory]
    [InlineData("build: .", "build", "{\"context\":\".\"}")]
    [InlineData("build: {provenance: true, sbom: a}", "build", "{\"provenance\":\"true\",\"sbom\":\"a\"}")]
    [InlineData("build: {additional_contexts: [a=./x]}", "build", "{\"additional_contexts\":{\"a\":\"./x\"}}")]
    [InlineData("build: {ssh: [default, k=./y]}", "build", "{\"ssh\":{\"default\":null,\"k\":\"./y\"}}")]
    [InlineData("build: {secrets: [s]}", "build", "{\"secrets\":[{\"source\":\"s\"}]}")]
    [InlineData("depends_on: [b]", "depends_on", "{\"b\":{\"condition\":\"service_started\",\"required\":true}}")]
    [InlineData("depends_on: {b: {condition: c, required: false}}", "depends_on", "{\"b\":{\"condition\":\"c\",\"required\":false}}")]
    [InlineData("env_file: e", "env_file", "[{\"path\":\"e\",\"required\":true}]")]
    [InlineData("env_file: [e, {path: f, required: false}]", "env_file", "[{\"path\":\"e\",\"required\":true},{\"path\":\"f\",\"required\":false}]")]
    [InlineData("label_file: e", "label_file", "[\"e\"]")]
    [InlineData("gpus: [{driver: n, other: {a: {b: c}}}]", "gpus", "[{\"driver\":\"n\",\"other\":{\"a\":{\"b\":\"c\"}}}]")]
    [InlineData("gpus: all", "gpus", "[{\"count\":\"all\"}]")]
    [InlineData("networks: [n, m]", "networks", "{\"n\":null,\"m\":null}")]
    [InlineData("models: [n]", "models", "{\"n\":null}")]
    [InlineData("devices: [/dev/a, \"/dev/b:/dev/c\", \"/dev/d:/dev/e:r\"]", "devices", "[{\"source\":\"/dev/a\",\"target\":\"/dev/a\",\"permissions\":\"rwm\"},{\"source\":\"/dev/b\",\"target\":\"/dev/c\",\"permissions\":\"rwm\"},{\"source\":\"/dev/d\",\"target\":\"/dev/e\",\"permissions\":\"r\"}]")]
    [InlineData("configs: [c, {source: d}]", "configs", "[{\"source\":\"c\"},{\"source\":\"d\"}]")]
    [InlineData("dns: [1.1.1.1, \"\", ]", "dns", "[\"1.1.1.1\"]")]
    [InlineData("develop: {watch: [{path: p, ignore: i, include: [j]}]}", "develop", "{\"watch\":[{\"path\":\"p\",\"ignore\":[\"i\"],\"include\":[\"j\"]}]}")]
    [InlineData("ports: [80]", "ports", "[{\"mode\":\"ingress\",\"target\":80,\"protocol\":\"tcp\"}]")]
    [InlineData("volumes: [\"./a:/b/../c/:ro\"]", "volumes", "[{\"type\":\"bind\",\"source\":\"./a\",\"target\":\"/c\",\"read_only\":true,\"bind\":{\"create_host_path\":true}}]")]
    public void Attributes_of_services(string attribute, string key, string expected)
    {
        YamlMap model = (YamlMap)YamlReaderTests.Read("services: {a: {" + attribute + "}}").Documents![0].Root;
        DiagnosticSink diagnostics = new();
        Canonicalizer.Apply(model, diagnostics, new LoadLimits(), lenient: false);
        EmptyItems.Drop(model);
        Assert.Empty(diagnostics.Found);
        Assert.Equal(expected, YamlReaderTests.Json(((YamlMap)((YamlMap)model.Get("services")!).Get("a")!).Get(key)!));
    }

    [Theory]
    [InlineData("devices: [a:b:c:d]", "\"a:b:c:d\": too many colons; a device is source:target:permissions")]
    [InlineData("ports: [80.5]", "a port is a whole number, a string (\"8080:80\") or a mapping")]
    [InlineData("build: {ssh: [k]}", "an SSH key is \"default\" or \"id=path\"")]
    [InlineData("build: {additional_contexts: [a]}", "expected \"key=value\"")]
    public void Wrong_attributes_of_services(string attribute, string expected) =>
        Assert.EndsWith(expected, Assert.Single(MemoryFiles.Of("services: {a: {image: x, " + attribute + "}}").Errors()), StringComparison.Ordinal);

    [Fact]
    public void The_old_form_of_external_is_taken_with_a_warning()
    {
        ComposeLoadResult result = MemoryFiles.Of("services: {a: {image: x, volumes: [\"vol:/v\"]}}\nvolumes: {vol: {external: {name: other}}}").Load();
        Assert.Equal((true, "other"), (result.Project!.Volumes["vol"].External, result.Project.Volumes["vol"].Name));
        Assert.Equal("volumes.vol: external.name is an old form", Assert.Single(result.Diagnostics).Message);
    }

    [Fact]
    public void Defaults_are_written_out()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {build: {target: t}, ports: [{target: 80}], secrets: [s], gpus: [{driver: n}]}}\nsecrets: {s: {file: f}}").Service();
        Assert.Equal(("/p/app", "Dockerfile"), (service.Build!.Context, service.Build.Dockerfile));
        Assert.Equal(("tcp", "ingress"), (service.Ports[0].Protocol, service.Ports[0].Mode));
        Assert.Equal("/run/secrets/s", service.Secrets[0].Target);
        Assert.Equal(-1, service.Gpus[0].Count);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Berth.Docker;

namespace Berth.Cli.Tests;

public sealed class ContainerRequestTests
{
    /// <summary>Options, and the request that docker 28.5 makes of them.</summary>
    public static TheoryData<string, string> Recorded()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "testdata", "create-requests.txt"));
        var data = new TheoryData<string, string>();
        for (var i = 0; i + 1 < lines.Length; i += 2) data.Add(lines[i], lines[i + 1]);
        return data;
    }

    [Theory, MemberData(nameof(Recorded))]
    public void Options_make_the_request_that_docker_makes_of_them(string options, string recorded)
    {
        var request = Build(options.Split(' '));
        var actual = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(request, DockerJson.Wire.ContainerCreateRequest))!;
        var expected = JsonNode.Parse(recorded)!;
        Normalise(actual);
        Normalise(expected);
        Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
    }

    [Theory]
    [InlineData("conflicting options: cannot specify both --restart and --rm", "--rm", "--restart", "always", "busybox")]
    [InlineData("invalid argument \"=x\" for \"-e, --env\" flag: invalid environment variable: =x", "-e", "=x", "busybox")]
    [InlineData("open nope: no such file or directory", "--env-file", "nope", "busybox")]
    [InlineData("invalid spec: /a:: empty section between colons", "-v", "/a:", "busybox")]
    [InlineData("invalid empty volume spec", "-v", "", "busybox")]
    [InlineData("Invalid --security-opt: \"foo\"", "--security-opt", "foo", "busybox")]
    [InlineData("opening seccomp profile (nope) failed: open nope: no such file or directory", "--security-opt", "seccomp=nope", "busybox")]
    [InlineData("invalid argument \"foo\" for \"--add-host\" flag: bad format for add-host: \"foo\"", "--add-host", "foo", "busybox")]
    [InlineData("invalid argument \"foo\" for \"--dns\" flag: IP address is not correctly formatted: foo", "--dns", "foo", "busybox")]
    [InlineData("x is not a valid mac address", "--mac-address", "x", "busybox")]
    [InlineData("invalid range format for --expose: x, error: strconv.ParseUint: parsing \"x\": invalid syntax", "--expose", "x", "busybox")]
    [InlineData("invalid port format for --expose: 1:2", "--expose", "1:2", "busybox")]
    [InlineData("--health-interval cannot be negative", "--health-interval", "-1s", "busybox")]
    [InlineData("--no-healthcheck conflicts with --health-* options", "--no-healthcheck", "--health-cmd", "x", "busybox")]
    [InlineData("network \"a\" is specified multiple times", "--network", "a", "--network", "a", "busybox")]
    [InlineData("conflicting options: cannot attach both user-defined and non-user-defined network-modes", "--network", "host", "--network", "a", "busybox")]
    [InlineData("invalid argument \"foo\" for \"-a, --attach\" flag: valid streams are STDIN, STDOUT and STDERR", "-a", "foo", "busybox")]
    [InlineData("bad format for path: a:b:c:d", "--device", "a:b:c:d", "busybox")]
    [InlineData("q is not an absolute path", "--device", "/dev/a:q", "busybox")]
    [InlineData("invalid argument \"foo\" for \"--mount\" flag: invalid field 'foo' must be a key=value pair", "--mount", "foo", "busybox")]
    [InlineData("invalid argument \"src=/x\" for \"--mount\" flag: target is required", "--mount", "src=/x", "busybox")]
    [InlineData("invalid argument \"type=volume,dst=/x,foo=bar\" for \"--mount\" flag: unexpected key 'foo' in 'foo=bar'", "--mount", "type=volume,dst=/x,foo=bar", "busybox")]
    [InlineData("invalid argument \"type=volume,dst=/x,bind-propagation=private\" for \"--mount\" flag: cannot mix 'bind-*' options with mount type 'volume'", "--mount", "type=volume,dst=/x,bind-propagation=private", "busybox")]
    [InlineData("invalid value: 200. Valid memory swappiness range is 0-100", "--memory-swappiness", "200", "busybox")]
    [InlineData("invalid argument \"x\" for \"--blkio-weight-device\" flag: bad format: x", "--blkio-weight-device", "x", "busybox")]
    [InlineData("invalid argument \"nofile=5:2\" for \"--ulimit\" flag: ulimit soft limit must be less than or equal to hard limit: 5 > 2", "--ulimit", "nofile=5:2", "busybox")]
    [InlineData("invalid argument \"nofile\" for \"--ulimit\" flag: invalid ulimit argument: nofile", "--ulimit", "nofile", "busybox")]
    [InlineData("--userns: invalid USER mode", "--userns", "foo", "busybox")]
    [InlineData("--pid: invalid PID mode", "--pid", "foo", "busybox")]
    [InlineData("invalid logging opts for driver none", "--log-driver", "none", "--log-opt", "a=b", "busybox")]
    [InlineData("invalid storage option", "--storage-opt", "foo", "busybox")]
    [InlineData("invalid argument \"a.b=1\" for \"--sysctl\" flag: sysctl 'a.b=1' is not allowed", "--sysctl", "a.b=1", "busybox")]
    [InlineData("invalid restart policy format: maximum retry count must be an integer", "--restart", "on-failure:x", "busybox")]
    [InlineData("invalid restart policy format: no policy provided before colon", "--restart", ":3", "busybox")]
    [InlineData("invalid argument \"=x\" for \"-l, --label\" flag: invalid label '=x': empty name", "-l", "=x", "busybox")]
    [InlineData("invalid argument \"0.0000000001\" for \"--cpus\" flag: value is too precise", "--cpus", "0.0000000001", "busybox")]
    public void What_cannot_be_is_refused_in_dockers_words(string message, params string[] words) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Build(words)).Message);

    [Fact]
    public void A_detached_run_attaches_nothing()
    {
        var config = Build(["-d", "-i", "busybox"], "run").Config;
        Assert.Equal((false, false, false, true, false), (config.AttachStdin, config.AttachStdout, config.AttachStderr, config.OpenStdin, config.StdinOnce));
    }

    private static ContainerCreateRequest Build(string[] words, string command = "create") =>
        ContainerRequest.Build(ArgumentParser.Parse(CommandTable.Find(command)!, words, flagsFirst: true), new RecordedFiles());

    // Docker's order of mounts is a hash table's; and what it sends empty and what it leaves out come to the same.
    private static void Normalise(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) if (item is not null) Normalise(item);
            return;
        }

        if (node is not JsonObject map) return;
        foreach (var (name, value) in map.ToList())
        {
            if (value is null || value is JsonArray { Count: 0 } or JsonObject { Count: 0 } && name is not ("MaskedPaths" or "ReadonlyPaths" or "80/tcp" or "Entrypoint"))
            {
                if (!(value is JsonObject { Count: 0 } && (name.Contains('/', StringComparison.Ordinal) || name is "default" or "BindOptions"))) map.Remove(name);
                continue;
            }

            Normalise(value);
        }

        if (map["Binds"] is JsonArray binds) map["Binds"] = new JsonArray([.. binds.Select(bind => bind!.GetValue<string>()).Order(StringComparer.Ordinal).Select(bind => JsonValue.Create(bind))]);
        var sorted = map.OrderBy(member => member.Key, StringComparer.Ordinal).ToList();
        map.Clear();
        foreach (var (name, value) in sorted) map[name] = value;
    }

    private sealed class RecordedFiles : ICallerFiles
    {
        public string Read(string path) => path switch
        {
            "e.env" => "A=1\n# c\nB\n C=x y\nHOME\n",
            "l.lab" => "l1=v1\n",
            "sec.json" => "{\"defaultAction\": \"SCMP_ACT_ALLOW\",\n \"x\": [1, 2]}\n",
            _ => throw new UsageException($"open {path}: no such file or directory") { ShowUsage = false },
        };

        public string Absolute(string path) => Path.GetFullPath(path, "/srv/project");

        public string? Variable(string name) => name == "HOME" ? "/root" : null;
    }
}

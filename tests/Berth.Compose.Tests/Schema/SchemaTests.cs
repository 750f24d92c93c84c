namespace Berth.Compose.Tests;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("services: {a: {imagine: x}}", "1:16 services.a has no attribute \"imagine\"", "did you mean \"image\"?")]
    [InlineData("services: {a: {image: x, ports: [{target: 1, publish: 1}]}}", "1:46 services.a.ports[0] has no attribute \"publish\"", "did you mean \"published\"?")]
    [InlineData("web: {image: x}", "1:1 the file has no attribute \"web\"", "indent \"web\" under \"services\"")]
    [InlineData("services: {a: {image: x, deploy: {restart: x}}}", "1:35 services.a.deploy has no attribute \"restart\"", "\"restart\" belongs to services.a: indent it less")]
    [InlineData("services: {a: {image: x, replicas: 2}}", "1:26 services.a has no attribute \"replicas\"", "\"replicas\" belongs under \"deploy\"")]
    [InlineData("services: {a: {image: x, zzzzzz: 2}}", "1:26 services.a has no attribute \"zzzzzz\"", "remove it, or name it \"x-…\" to keep it as an extension")]
    [InlineData("services: {a: {image: 1}}", "1:23 services.a.image must be a string, this is the number 1", "put it in quotes")]
    [InlineData("services: {a: {image: }}", "1:21 services.a.image must be a string, this is empty", "give it a value, or remove the line")]
    [InlineData("services: [a]", "1:11 services must be a mapping, this is a list", "remove the dashes")]
    [InlineData("services: {a: {image: x, cap_add: A}}", "1:35 services.a.cap_add must be a list, this is the string \"A\"", "write \"- …\" on a line of its own")]
    [InlineData("services: {a: {image: x, cgroup: hosts}}", "1:34 services.a.cgroup can't be \"hosts\"", "did you mean \"host\"?")]
    [InlineData("services: {a: {image: x, oom_score_adj: 2000}}", "1:41 services.a.oom_score_adj must be from -1000 to 1000, this is 2000", null)]
    [InlineData("services: {a: {image: x, cpu_count: -1}}", "1:37 services.a.cpu_count must be at least 0, this is -1", null)]
    [InlineData("services: {a: {image: x, links: [b, b, b=c]}}", null, null)]
    [InlineData("services: {a: {image: x, group_add: [b, b]}}", "1:41 services.a.group_add has the string \"b\" twice", "remove one of them")]
    [InlineData("services: {a b: {image: x}}", "1:12 \"a b\" can't be a name in services", "a name consists of letters, digits, \".\", \"_\" and \"-\"")]
    [InlineData("services: {a: {image: x, post_start: [{user: u}]}}", "1:39 services.a.post_start[0] needs \"command\"", "add \"command: …\"")]
    [InlineData("services: {a: {image: x, ulimits: {n: {soft: 1}}}}", "1:36 services.a.ulimits.n needs \"hard\"", "add \"hard: …\"")]
    [InlineData("services: {a: {image: x, pull_policy: x}}", "1:39 services.a.pull_policy can't be \"x\"", "it is always, never, build, if_not_present, missing, refresh, daily, weekly or every_TIME such as every_12h")]
    [InlineData("services: {a: {image: x, labels: {t: 2001-01-01}}}", "1:38 services.a.labels.t must be a string, a number, true or false or empty, this is the date 2001-01-01", "put it in quotes")]
    public void Says_what_does_not_fit_and_what_would(string text, string? expected, string? hint)
    {
        YamlMap document = (YamlMap)YamlReaderTests.Read(text).Documents![0].Root;
        DiagnosticSink diagnostics = new();
        Unicity.Enforce(document, diagnostics);
        SchemaValidator.Validate(document, diagnostics);
        Diagnostic? found = diagnostics.Found.SingleOrDefault();
        Assert.Equal(expected, found is null ? null : $"{found.Span.Line}:{found.Span.Column} {found.Message}");
        Assert.Equal(hint, found?.Hint);
    }

    [Fact]
    public void Reports_everything_at_once() =>
        Assert.Equal(4, MemoryFiles.Of("services:\n  a: {image: 1, ports: x}\n  b: {foo: bar}\nvolumes: {v: {size: 1}}\n").Errors().Count);

    [Fact]
    public void Extensions_may_stand_anywhere_that_Compose_allows()
    {
        MemoryFiles files = MemoryFiles.Of("x-a: 1\nservices: {a: {image: x, x-b: {c: [d]}, healthcheck: {test: [NONE], x-e: }}}\nnetworks: {default: {x-f: 2}}");
        Assert.Contains("x-b:\n      c:\n        - d\n", files.Config(), StringComparison.Ordinal);
        Assert.EndsWith("x-a: 1\n", files.Config(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_written_once_a_table()
    {
        Walk(ComposeSchema.Root, []);

        static void Walk(Shape shape, HashSet<Shape> seen)
        {
            if (!seen.Add(shape))
            {
                return;
            }

            Assert.Equal(shape.Keys.Count, shape.Keys.Select(row => row.Name).Distinct().Count());
            Assert.All(shape.Required, required => Assert.NotNull(shape.Find(required)));
            foreach (Shape? below in shape.Keys.Select(row => (Shape?)row.Shape).Append(shape.Items).Append(shape.Value))
            {
                if (below is not null)
                {
                    Walk(below, seen);
                }
            }
        }
    }

    [Theory]
    [InlineData("comand", "command")]
    [InlineData("enviroment", "environment")]
    [InlineData("depend-on", "depends_on")]
    [InlineData("IMAGE", "image")]
    [InlineData("xyz", null)]
    public void Finds_what_was_meant(string word, string? expected) =>
        Assert.Equal(expected, NearestWord.Find(word, ["command", "environment", "depends_on", "image", "ports"]));
}

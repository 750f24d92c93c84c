using Berth.Docker;

namespace Berth.Cli.Tests;

public sealed class ListFormatTests
{
    private static readonly FixedClock s_clock = new(DateTimeOffset.FromUnixTimeSeconds(1_795_545_477));

    private static readonly ContainerSummary s_web = new()
    {
        Id = "6395a82aa501fa425759d4b5c4225a7de62c38178c13841bc66c843105aee697",
        Names = ["/web", "/other/web"],
        Image = "nginx:1@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        ImageID = "sha256:25b6b9a05ab3b4b4c782ad42cd308f73488b9cc34bab863f3dac71329d542ae3",
        Command = "nginx -g 'daemon off;' and more",
        Created = 1_795_545_477 - 600,
        Status = "Up 10 minutes",
        State = "running",
        Labels = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
        Ports =
        [
            new PortSummary { IP = "0.0.0.0", PrivatePort = 80, PublicPort = 8080, Type = "tcp" },
            new PortSummary { IP = "::", PrivatePort = 80, PublicPort = 8080, Type = "tcp" },
            new PortSummary { PrivatePort = 443, Type = "tcp" },
            new PortSummary { IP = "127.0.0.1", PrivatePort = 9000, PublicPort = 9000, Type = "tcp" },
            new PortSummary { IP = "127.0.0.1", PrivatePort = 9001, PublicPort = 9001, Type = "tcp" },
        ],
        Mounts = [new MountPoint { Name = "a-volume-with-a-long-name", Driver = "local" }, new MountPoint { Source = "/srv" }],
        SizeRw = 2048,
        SizeRootFs = 2_000_000,
    };

    [Fact]
    public void The_own_table_is_dockers()
    {
        Assert.Equal(
            """
            CONTAINER ID   IMAGE     COMMAND                  CREATED          STATUS          PORTS                                                                                  NAMES
            6395a82aa501   nginx:1   "nginx -g 'daemon of…"   10 minutes ago   Up 10 minutes   443/tcp, 127.0.0.1:9000-9001->9000-9001/tcp, 0.0.0.0:8080->80/tcp, [::]:8080->80/tcp   web

            """,
            Print(null));
    }

    [Theory]
    [InlineData("{{.ID}} {{.Names}}", "6395a82aa501 web\n")]
    [InlineData("{{.Label \"a\"}}{{.Label \"none\"}}|{{.Labels}}", "1|a=1,b=2\n")]
    [InlineData("{{.Mounts}} {{.LocalVolumes}} {{.Size}}", "a-volume-with-…,/srv 1 2.05kB (virtual 2MB)\n")]
    [InlineData("{{.RunningFor}} {{.CreatedAt}}", "10 minutes ago 2026-11-24 18:27:57 +0000 UTC\n")]
    [InlineData("table {{.Names}}\\t{{.Status}}", "NAMES     STATUS\nweb       Up 10 minutes\n")]
    [InlineData("table {{.Label \"a\"}}\\t{{.State}}", "a         STATE\n1         running\n")]
    public void A_template_is_executed_for_each_row(string format, string expected) => Assert.Equal(expected, Print(format));

    [Fact]
    public void Json_has_one_object_a_row_with_gos_escapes()
    {
        var json = Print("json");
        Assert.StartsWith("{\"Command\":\"\\\"nginx -g 'daemon of…\\\"\",\"CreatedAt\":\"2026-11-24 18:27:57 +0000 UTC\",\"ID\":\"6395a82aa501\"", json, StringComparison.Ordinal);
        Assert.Contains("\"Platform\":null,\"Ports\":\"443/tcp, 127.0.0.1:9000-9001-\\u003e9000-9001/tcp", json, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_field_is_an_error() => Assert.Contains("can't evaluate field Foo", Assert.Throws<TemplateException>(() => Print("{{.Foo}}")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_list_still_has_its_headings()
    {
        var text = ListFormat.Parse(null, VolumeRow.Columns).Print([], new VolumeRow(new Volume()));
        Assert.Equal("DRIVER    VOLUME NAME\n", text);
    }

    [Theory]
    [InlineData(0.5, "Less than a second"), InlineData(1, "1 second"), InlineData(59, "59 seconds"), InlineData(60, "About a minute"), InlineData(3599, "59 minutes"), InlineData(3600, "About an hour")]
    [InlineData(5400, "2 hours"), InlineData(172_800, "2 days"), InlineData(1_209_600, "2 weeks"), InlineData(5_184_000, "2 months"), InlineData(63_072_000, "2 years")]
    public void Lengths_of_time_are_said_as_docker_says_them(double seconds, string text) => Assert.Equal(text, HumanTime.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Names_are_in_the_order_of_people()
    {
        string[] names = ["b10", "b9", "a", "b", "B", "b09"];
        Array.Sort(names, NaturalOrder.Instance);
        Assert.Equal("B,a,b,b9,b09,b10", string.Join(',', names));
    }

    [Fact]
    public void An_images_names_are_a_row_each()
    {
        var image = new ImageSummary { Id = "sha256:25b6b9a05ab3b4b4", RepoTags = ["x/nginx:1", "nginx:latest"], RepoDigests = ["x/nginx@sha256:00"], Size = 89_480_000, SharedSize = -1, Containers = -1, Created = 1_795_545_477 - 86400 };
        var rows = ImageRow.Of(image, digests: true, truncate: true, s_clock).ToList<ListRow>();
        Assert.Equal(
            "REPOSITORY   TAG       DIGEST      IMAGE ID       CREATED        SIZE\nx/nginx      1         sha256:00   25b6b9a05ab3   24 hours ago   89.5MB\nnginx        latest    <none>      25b6b9a05ab3   24 hours ago   89.5MB\n",
            ListFormat.Parse(null, ImageRow.Columns(digests: true)).Print(rows, rows[0]));
        Assert.Equal("<none> <none>", string.Join(' ', ImageRow.Of(image with { RepoTags = [], RepoDigests = [] }, false, true, s_clock).Select(row => row.Cell("Repository") + " " + row.Cell("Tag"))));
    }

    private static string Print(string? format)
    {
        var row = new ContainerRow(s_web, truncate: true, s_clock);
        return ListFormat.Parse(format, ContainerRow.Columns(size: false)).Print([row], row);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}

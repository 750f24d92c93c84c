using System.Text;
using System.Text.Json;
using Berth.Docker;

namespace Berth.Engine.Tests;

public class RecordTests
{
    internal static ContainerRecord Record(string name = "web") => new()
    {
        Id = new string('a', 64),
        Name = name,
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        ImageId = "sha256:1",
        SnapshotId = new string('a', 64),
        Config = new ContainerConfig { Hostname = "box", Image = "busybox", Cmd = ["sleep", "1"], Env = ["A=b"], Labels = new Dictionary<string, string> { ["x"] = "y" } },
        HostConfig = HostConfigDefaults.Apply(
            new HostConfig(), CreateValidatorTests.Machine, new LogConfig { Type = "json-file", Config = new Dictionary<string, string>() }),
        Endpoints = new Dictionary<string, EndpointSettings> { ["net"] = new() { Aliases = ["web"] } },
        Mounts =
        [
            new ContainerMount { Type = "volume", Name = "v", Source = "/var/v", Destination = "/v", Driver = "local", Mode = "z", NoCopy = true },
            new ContainerMount { Type = "tmpfs", Destination = "/t", Options = ["size=1"], ReadOnly = true },
        ],
    };

    [Fact]
    public void A_container_reads_back_as_it_was_written()
    {
        var record = Record();
        var again = ContainerRecordJson.Read(ContainerRecordJson.Write(record));

        // Records that hold collections are the same when their text is.
        Assert.Equal(Encoding.UTF8.GetString(ContainerRecordJson.Write(record).Span), Encoding.UTF8.GetString(ContainerRecordJson.Write(again).Span));
        Assert.Equal(record.Created, again.Created);
        Assert.Equal(["sleep", "1"], again.CommandLine);
        Assert.Equal("web", again.Endpoints["net"].Aliases![0]);
        Assert.True(again.Mounts[0].NoCopy);
        Assert.Equal(["size=1"], again.Mounts[1].Options);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"version":2,"id":"x"}""")]
    [InlineData("""{"version":1,"id":"x"}""")]
    public void A_text_that_is_no_container_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => ContainerRecordJson.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void No_cut_off_record_throws_anything_else()
    {
        var json = ContainerRecordJson.Write(Record());
        for (int length = 0; length < json.Length; length += 7)
        {
            Assert.ThrowsAny<JsonException>(() => ContainerRecordJson.Read(json[..length]));
        }
    }

    [Fact]
    public void A_life_reads_back_as_it_was_written()
    {
        var life = new ContainerLife
        {
            Status = ContainerStatus.Exited, ExitCode = 137, Error = "no", StartedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), OomKilled = true,
            RestartCount = 3, ManuallyStopped = true,
        };

        Assert.Equal(life, ContainerLifeJson.Read(ContainerLifeJson.Write(life)));
        Assert.Equal(ContainerLife.New with { Error = "" }, ContainerLifeJson.Read(ContainerLifeJson.Write(ContainerLife.New)));
    }

    [Fact]
    public void State_shows_a_restarting_container_as_running_as_Docker_does()
    {
        var state = (ContainerLife.New with { Status = ContainerStatus.Restarting, ExitCode = 1 }).ToState();

        Assert.True(state is { Running: true, Restarting: true, Pid: 0, Status: "restarting", StartedAt: "0001-01-01T00:00:00Z" });
    }

    [Fact]
    public void A_file_is_replaced_whole_and_leaves_nothing_aside()
    {
        using var folder = new TempFolder();
        AtomicFile.Write(folder["a"], "one"u8);
        AtomicFile.Write(folder["a"], "two"u8, durable: true);

        Assert.Equal("two", File.ReadAllText(folder["a"]));
        Assert.Equal([folder["a"]], Directory.GetFiles(folder.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["a"]));
        Assert.Null(AtomicFile.Read(folder["b"]));
        Assert.Null(AtomicFile.Read(folder["no/b"]));
    }
}

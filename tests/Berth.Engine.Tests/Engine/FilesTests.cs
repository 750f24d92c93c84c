using System.Formats.Tar;
using System.Text;
using Berth.Docker;

namespace Berth.Engine.Tests;

/// <summary>Volumes, archives, changes, commits.</summary>
public sealed class FilesTests
{
    [Fact]
    public async Task A_new_volume_is_filled_from_the_image_with_owners_and_modes()
    {
        await using var host = await EngineHost.StartAsync();

        var (_, first) = await host.RunAsync(EngineHost.Box(new HostConfig { Binds = ["vol:/data"] }, "sh", "-c", "stat -c '%u %g %a' /data/file; cat /data/file; echo own > /data/file"));
        var (_, second) = await host.RunAsync(EngineHost.Box(new HostConfig { Binds = ["vol:/data"] }, "cat", "/data/file"));
        var (_, empty) = await host.RunAsync(EngineHost.Box(new HostConfig { Binds = ["other:/data:nocopy"] }, "ls", "/data"));

        Assert.Equal("33 34 600\nfrom the image", first);
        Assert.Equal("own\n", second);
        Assert.Equal("", empty);
        await host.Engine.Volumes.RemoveAsync("vol");
        await host.Engine.Volumes.RemoveAsync("other");
    }

    [Fact]
    public async Task A_volume_that_a_container_has_already_is_filled_under_its_eyes()
    {
        await using var host = await EngineHost.StartAsync();
        string first = await host.StartAsync("first", EngineHost.Box(new HostConfig { Binds = ["late:/elsewhere"] }, "sleep", "1000"));
        await host.CreateAsync("second", EngineHost.Box(new HostConfig { Binds = ["late:/data"] }, "true"));

        Assert.Equal((0, "from the image"), await host.ExecAsync(first, "cat", "/elsewhere/file"));
        await host.ExecAsync(first, "sh", "-c", "echo kept > /elsewhere/own");
        var (_, seen) = await host.RunAsync(EngineHost.Box(new HostConfig { Binds = ["late:/data"] }, "cat", "/data/own"));
        Assert.Equal("kept\n", seen);
        await host.Containers.RemoveAsync(first, force: true);
    }

    [Fact]
    public async Task A_folder_of_the_host_as_a_volume_is_filled_and_may_be_read_only()
    {
        await using var host = await EngineHost.StartAsync();
        string folder = Directory.CreateDirectory(host.Root + "/of-the-host").FullName;
        await host.Engine.Volumes.CreateAsync(Bind("filled", folder, "bind"));
        await host.Engine.Volumes.CreateAsync(Bind("locked", folder, "bind,ro"));

        await host.RunAsync(EngineHost.Box(new HostConfig { Binds = ["filled:/data"] }, "true"));
        var (code, _) = await host.RunAsync(EngineHost.Box(new HostConfig { Binds = ["locked:/data"] }, "touch", "/data/no"));

        Assert.Equal("from the image", File.ReadAllText(folder + "/file"));
        Assert.Equal(1, code);
        Assert.Equal(["file"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));

        static VolumeCreateRequest Bind(string name, string folder, string options) => new()
        {
            Name = name, DriverOpts = new Dictionary<string, string> { ["type"] = "none", ["device"] = folder, ["o"] = options },
        };
    }

    [Fact]
    public async Task What_is_put_in_belongs_to_whom_the_archive_says_or_to_the_containers_user()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.CreateAsync("owners", EngineHost.Box("sleep", "1000"));
        var asUser = EngineHost.Box("sleep", "1000");
        string user = await host.CreateAsync("user", asUser with { Config = asUser.Config with { User = "33:34" } });

        await host.Containers.PutArchiveAsync(id, "/tmp", Owned());
        await host.Containers.PutArchiveAsync(user, "/tmp", Owned(), copyUidGid: true);
        await host.Containers.StartAsync(id);
        await host.Containers.StartAsync(user);

        Assert.Equal((0, "7 8\n"), await host.ExecAsync(id, "stat", "-c", "%u %g", "/tmp/owned"));
        Assert.Equal((0, "33 34\n"), await host.ExecAsync(user, "stat", "-c", "%u %g", "/tmp/owned"));
        await host.Containers.RemoveAsync(id, force: true);
        await host.Containers.RemoveAsync(user, force: true);

        static MemoryStream Owned()
        {
            var archive = new MemoryStream();
            using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true)) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "owned") { Uid = 7, Gid = 8 });
            archive.Position = 0;
            return archive;
        }
    }

    [Fact]
    public async Task Volumes_in_use_stay_and_anonymous_ones_go_with_their_container()
    {
        await using var host = await EngineHost.StartAsync();
        var request = EngineHost.Box(new HostConfig { Binds = ["named:/n"] }, "true");
        string id = await host.CreateAsync("user", request with { Config = request.Config with { Volumes = new Dictionary<string, EmptyObject> { ["/a"] = new() } } });
        string anonymous = (await host.Containers.InspectAsync(id)).Mounts.Single(mount => mount.Destination == "/a").Name!;

        var refusal = await Assert.ThrowsAsync<DockerException>(() => host.Engine.Volumes.RemoveAsync("named"));

        Assert.Equal($"remove named: volume is in use - [{id}]", refusal.Message);
        Assert.True((await host.Engine.Volumes.InspectAsync(anonymous)).Labels!.ContainsKey("com.docker.volume.anonymous"));
        await host.Containers.RemoveAsync(id, volumes: true);
        Assert.Equal(["named"], (await host.Engine.Volumes.ListAsync(Filters.Empty)).Volumes.Select(volume => volume.Name));
        Assert.Null((await host.Engine.Volumes.PruneAsync(Filters.Empty)).VolumesDeleted);
        Assert.Equal(["named"], (await host.Engine.Volumes.PruneAsync(Filters.Empty.With("all", "1"))).VolumesDeleted!);
    }

    [Fact]
    public async Task A_volume_with_a_file_system_of_its_own_is_mounted_while_it_is_used()
    {
        await using var host = await EngineHost.StartAsync();
        await host.Engine.Volumes.CreateAsync(new VolumeCreateRequest
        {
            Name = "mem", DriverOpts = new Dictionary<string, string> { ["type"] = "tmpfs", ["device"] = "tmpfs", ["o"] = "size=1m" },
        });
        string id = await host.StartAsync("one", EngineHost.Box(new HostConfig { Binds = ["mem:/m"] }, "sleep", "1000"));
        string other = await host.StartAsync("two", EngineHost.Box(new HostConfig { Binds = ["mem:/m"] }, "sleep", "1000"));

        Assert.Equal(0, (await host.ExecAsync(id, "touch", "/m/shared")).Code);
        Assert.Equal((0, "shared\n"), await host.ExecAsync(other, "ls", "/m"));
        await host.ReopenAsync();
        await host.Containers.KillAsync(id);
        Assert.Equal((0, "shared\n"), await host.ExecAsync(other, "ls", "/m"));
        await host.Containers.KillAsync(other);
        Assert.DoesNotContain("volumes/mem", await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
        await host.Containers.RemoveAsync(id);
        await host.Containers.RemoveAsync(other);
        await host.Engine.Volumes.RemoveAsync("mem");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_are_copied_in_and_out_whether_it_runs_or_not(bool running)
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.CreateAsync("files", EngineHost.Box(new HostConfig { Binds = ["vol:/v"] }, "sleep", "1000"));
        if (running)
        {
            await host.Containers.StartAsync(id);
        }

        await host.Containers.PutArchiveAsync(id, "/v", Archive(("new", "content", TarEntryType.RegularFile)), copyUidGid: false);
        await host.Containers.PutArchiveAsync(id, "/tmp", Archive(("a/b", "deep", TarEntryType.RegularFile), ("link", "/v/new", TarEntryType.SymbolicLink)));
        await using (var archive = await host.Containers.GetArchiveAsync(id, "/v/new"))
        {
            Assert.Equal("new", archive.Stat.Name);
            Assert.Equal(["new: content"], await ReadAsync(archive.Stream));
        }

        await using (var archive = await host.Containers.GetArchiveAsync(id, "/tmp"))
        {
            Assert.Equal(["tmp/", "tmp/a/", "tmp/a/b: deep", "tmp/link -> /v/new"], await ReadAsync(archive.Stream));
        }

        await using (var archive = await host.Containers.GetArchiveAsync(id, "/tmp/a/."))
        {
            Assert.Equal(["./", "./b: deep"], await ReadAsync(archive.Stream));
        }

        var stat = await host.Containers.StatArchiveAsync(id, "/tmp/link");
        Assert.Equal(("link", "/v/new", GoFileMode.Symlink), (stat.Name, stat.LinkTarget, stat.Mode & GoFileMode.Symlink));
        Assert.Equal(7, (await host.Containers.StatArchiveAsync(id, "/tmp/link/../../v/new")).Size);
        var missing = await Assert.ThrowsAsync<DockerException>(() => host.Containers.GetArchiveAsync(id, "/nosuch"));
        Assert.Equal((DockerErrorKind.NotFound, $"Could not find the file /nosuch in container {id}"), (missing.Kind, missing.Message));
        var file = await Assert.ThrowsAsync<DockerException>(() => host.Containers.PutArchiveAsync(id, "/etc/passwd", Archive()));
        Assert.Equal("extraction point is not a directory", file.Message);
        await Assert.ThrowsAsync<DockerException>(
            () => host.Containers.PutArchiveAsync(id, "/", Archive(("tmp", "x", TarEntryType.RegularFile)), noOverwriteDirNonDir: true));
        await host.Containers.StartAsync(id);
        Assert.Equal((0, "content"), await host.ExecAsync(id, "cat", "/tmp/link"));
        await host.Containers.RemoveAsync(id, force: true);
        await host.Engine.Volumes.RemoveAsync("vol");
    }

    [Fact]
    public async Task An_archive_lands_nowhere_else()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.CreateAsync("safe", EngineHost.Box("true"));
        string outside = host.Root + "/outside";

        await host.Containers.PutArchiveAsync(
            id, "/tmp", Archive(("out", host.Root, TarEntryType.SymbolicLink), ("out/outside", "x", TarEntryType.RegularFile), ("../../../../" + outside, "x", TarEntryType.RegularFile)));

        Assert.False(File.Exists(outside));
    }

    [Fact]
    public async Task Changes_are_its_own_and_make_an_image()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("changed", EngineHost.Box("sh", "-c", "echo new > /data/new; rm /data/file"));
        await host.WaitAsync(id);

        var changes = await host.Containers.ChangesAsync(id);
        string image = await host.Engine.Images.CommitAsync(new ImageCommitRequest { Container = id, Repository = "made", Tag = "1", Changes = ["ENV ADDED=yes"] });

        Assert.Equal(["0 /data", "2 /data/file", "1 /data/new"], changes!.Select(change => $"{change.Kind} {change.Path}"));
        var (code, output) = await host.RunAsync(new ContainerCreateRequest
        {
            Config = new ContainerConfig { Image = "made:1", Cmd = ["sh", "-c", "cat /data/new; echo $ADDED; ls /data"] }, HostConfig = new HostConfig { NetworkMode = "none" },
        });
        Assert.Equal((0, "new\nyes\nnew\n"), (code, output));
        Assert.StartsWith("sha256:", image, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_the_root_without_what_is_mounted_in_it()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("whole", EngineHost.Box(new HostConfig { Binds = ["vol:/data"] }, "sleep", "1000"));

        using var archive = new MemoryStream();
        await host.Containers.ExportAsync(id, archive);
        archive.Position = 0;
        var names = await ReadAsync(archive);

        Assert.Contains("bin/sh -> busybox", names);
        Assert.Contains("proc/", names);
        Assert.DoesNotContain(names, name => name.StartsWith("proc/", StringComparison.Ordinal) && name != "proc/");
        Assert.DoesNotContain(names, name => name.StartsWith("data/file", StringComparison.Ordinal));
        await host.Containers.RemoveAsync(id, force: true);
        await host.Engine.Volumes.RemoveAsync("vol");
    }

    [Fact]
    public async Task Mounts_are_as_they_were_asked_for()
    {
        await using var host = await EngineHost.StartAsync();
        string folder = host.Root + "/shared";

        var (_, made) = await host.RunAsync(EngineHost.Box(new HostConfig { Binds = [$"{folder}/new:/b:ro"], Tmpfs = new Dictionary<string, string> { ["/t"] = "size=1m" } }, "grep", "-E", " /(b|t) ", "/proc/mounts"));
        var (code, _) = await host.RunAsync(EngineHost.Box(new HostConfig { ReadonlyRootfs = true }, "touch", "/x"));
        var missing = await Assert.ThrowsAsync<DockerException>(
            () => host.CreateAsync(null, EngineHost.Box(new HostConfig { Mounts = [new Mount { Type = "bind", Source = "/nosuch", Target = "/x" }] }, "true")));

        Assert.True(Directory.Exists(folder + "/new"));
        Assert.Contains(" /b ", made, StringComparison.Ordinal);
        Assert.Contains(" ro,", made, StringComparison.Ordinal);
        Assert.Contains("/t tmpfs rw,nosuid,nodev,noexec", made, StringComparison.Ordinal);
        Assert.Equal(1, code);
        Assert.Equal("invalid mount config for type \"bind\": bind source path does not exist: /nosuch", missing.Message);
    }

    private static MemoryStream Archive(params (string Name, string Content, TarEntryType Type)[] entries)
    {
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, content, type) in entries)
            {
                var entry = new PaxTarEntry(type, name);
                if (type == TarEntryType.SymbolicLink)
                {
                    entry.LinkName = content;
                }
                else
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                }

                tar.WriteEntry(entry);
            }
        }

        archive.Position = 0;
        return archive;
    }

    private static async Task<List<string>> ReadAsync(Stream archive)
    {
        using var all = new MemoryStream();
        await archive.CopyToAsync(all).WaitAsync(EngineHost.Patience);
        all.Position = 0;
        var names = new List<string>();
        using var tar = new TarReader(all);
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.EntryType switch
            {
                TarEntryType.SymbolicLink => $"{entry.Name} -> {entry.LinkName}",
                TarEntryType.RegularFile => $"{entry.Name}: {(entry.Length < 100 ? new StreamReader(entry.DataStream ?? Stream.Null).ReadToEnd() : "…")}",
                _ => entry.Name,
            });
        }

        return names;
    }
}

using System.Text;
using Berth.Linux;

namespace Berth.Images.Tests;

public sealed class TarWriterTests
{
    [Fact]
    public void WhatIsWrittenIsRead()
    {
        TarEntry[] entries =
        [
            new() { Name = "f", Kind = TarEntryKind.File, Mode = 0x9ED, User = 1, Group = 2, Size = 3, Modified = new FileTime(1_600_000_000, 0) },
            new() { Name = new string('n', 300), Kind = TarEntryKind.File, Size = 3, Modified = new FileTime(-5, 0), User = 4_000_000, Group = 3_000_000 },
            new() { Name = "dir/ünï", Kind = TarEntryKind.Folder, Mode = 0x3FF },
            new() { Name = "l", Kind = TarEntryKind.SymbolicLink, LinkName = new string('t', 150) },
            new() { Name = "h", Kind = TarEntryKind.HardLink, LinkName = "f" },
            new() { Name = "d", Kind = TarEntryKind.BlockDevice, Device = new DeviceNumber(8, 300) },
            new() { Name = PathText.Decode([0x61, 0xFF]), Kind = TarEntryKind.Pipe, Attributes = [new("user.b", "2"u8.ToArray()), new("user.a", [0, 10, 61])] },
        ];
        using var archive = new MemoryStream();
        var writer = new TarWriter(archive);
        foreach (TarEntry entry in entries)
        {
            writer.Start(entry);
            if (entry.Size > 0)
            {
                writer.Write("abc"u8);
                writer.EndContent(3);
            }
        }

        writer.End();
        archive.Position = 0;
        using var reader = new TarReader(archive);
        foreach (TarEntry entry in entries)
        {
            TarEntry read = reader.Next()!;
            Assert.Equal(entry.Kind == TarEntryKind.Folder ? entry.Name + "/" : entry.Name, read.Name);
            Assert.Equal((entry.Kind, entry.Mode, entry.User, entry.Group, entry.Size, entry.Modified, entry.LinkName, entry.Device), (read.Kind, read.Mode, read.User, read.Group, read.Size, read.Modified, read.LinkName, read.Device));
            Assert.Equal(entry.Attributes?.OrderBy(a => a.Key).Select(a => (a.Key, Encoding.UTF8.GetString(a.Value))), read.Attributes?.Select(a => (a.Key, Encoding.UTF8.GetString(a.Value))));
            Assert.Equal(entry.Size > 0 ? "abc" : "", Encoding.UTF8.GetString(reader.ReadAll(10)));
        }

        Assert.Null(reader.Next());
    }
}

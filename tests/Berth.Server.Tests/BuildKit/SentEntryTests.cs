using System.Formats.Tar;

namespace Berth.Server.Tests.BuildKit;

public sealed class SentEntryTests
{
    [Theory]
    [InlineData(TarEntryType.Directory, "./a/b/", UnixFileMode.UserRead | UnixFileMode.StickyBit, (1u << 31) | (1u << 20) | 0x100, "", "a/b")]
    [InlineData(TarEntryType.RegularFile, "f", UnixFileMode.UserRead | UnixFileMode.SetUser | UnixFileMode.SetGroup, (1u << 23) | (1u << 22) | 0x100, "", "f")]
    [InlineData(TarEntryType.SymbolicLink, "l", UnixFileMode.UserRead, (1u << 27) | 0x100, "to/it", "l")]
    [InlineData(TarEntryType.Fifo, "p", UnixFileMode.None, 1u << 25, "", "p")]
    [InlineData(TarEntryType.CharacterDevice, "c", UnixFileMode.None, (1u << 26) | (1u << 21), "", "c")]
    public void Entries_are_told_as_Go_has_them(TarEntryType type, string name, UnixFileMode mode, uint expected, string link, string path)
    {
        var entry = new PaxTarEntry(type, name) { Mode = mode };
        if (link.Length > 0)
        {
            entry.LinkName = link;
        }

        var read = FilePacket.Read(ProtoWriter.Message(packet => packet.Inner(2, new SentEntry(entry).Write))).Entry!;
        Assert.Equal((path, expected, link), (read.Path, read.Mode, read.Link));
    }
}

using System.Formats.Tar;

namespace Berth.Docker.Tests.Build;

public sealed class ContextArchiveTests
{
    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Archives_are_known_by_their_header(TarEntryFormat format)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, format, leaveOpen: true))
        {
            TarEntry entry = format switch
            {
                TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, "Dockerfile"),
                TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, "Dockerfile"),
                TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, "Dockerfile"),
                _ => new PaxTarEntry(TarEntryType.RegularFile, "Dockerfile"),
            };
            tar.WriteEntry(entry);
        }

        Assert.True(ContextArchive.IsArchive(archive.ToArray()));
        Assert.False(ContextArchive.IsArchive(archive.ToArray().AsSpan(0, 511)));
    }

    [Fact]
    public void Compressed_archives_are_known_and_Dockerfiles_are_none()
    {
        Assert.True(ContextArchive.IsArchive([0x1F, 0x8B, 8, 0]));
        Assert.True(ContextArchive.IsArchive("BZh9"u8));
        Assert.True(ContextArchive.IsArchive([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]));
        Assert.True(ContextArchive.IsArchive([0x28, 0xB5, 0x2F, 0xFD]));
        Assert.False(ContextArchive.IsArchive([]));
        Assert.False(ContextArchive.IsArchive("FROM busybox\nRUN true\n"u8));
        Assert.False(ContextArchive.IsArchive(System.Text.Encoding.ASCII.GetBytes("FROM busybox\n" + new string('#', 1000))));
        Assert.False(ContextArchive.IsArchive(new byte[1024]));
    }
}

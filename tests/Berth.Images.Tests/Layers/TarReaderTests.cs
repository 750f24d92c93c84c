using System.Text;
using Berth.Linux;

namespace Berth.Images.Tests;

public sealed class TarReaderTests
{
    [Fact]
    public void ReadsFilesFoldersAndLinks()
    {
        byte[] archive = new TarBuilder().Folder("a/", 0x3FF, 1, 2, 7).File("a/f", "hello", 0x9ED).Symlink("a/s", "f").HardLink("a/h", "a/f").Device("a/d", '3', 1, 3).Bytes();
        List<(TarEntry Entry, string Content)> all = Read(archive);
        Assert.Equal([TarEntryKind.Folder, TarEntryKind.File, TarEntryKind.SymbolicLink, TarEntryKind.HardLink, TarEntryKind.CharacterDevice], all.Select(e => e.Entry.Kind));
        Assert.Equal((0x3FF, 1u, 2u, new FileTime(7, 0)), (all[0].Entry.Mode, all[0].Entry.User, all[0].Entry.Group, all[0].Entry.Modified));
        Assert.Equal(("hello", 0x9ED), (all[1].Content, all[1].Entry.Mode));
        Assert.Equal(("f", "a/f"), (all[2].Entry.LinkName, all[3].Entry.LinkName));
        Assert.Equal(new DeviceNumber(1, 3), all[4].Entry.Device);
    }

    [Fact]
    public void TakesNamesSizesTimesAndAttributesFromPax()
    {
        string name = string.Join('/', Enumerable.Repeat("fünfzig-zeichen-lang-ist-dieser-teil-des-pfades-hier", 20));
        byte[] archive = new TarBuilder().Pax(("path", name), ("mtime", "12.5"), ("uid", "4000000"), ("SCHILY.xattr.user.k", "a=b\nc"), ("comment", "x")).File("short", "data").File("next").Bytes();
        List<(TarEntry Entry, string Content)> all = Read(archive);
        Assert.Equal((name, 4000000u, new FileTime(12, 500_000_000)), (all[0].Entry.Name, all[0].Entry.User, all[0].Entry.Modified));
        Assert.Equal("user.k", all[0].Entry.Attributes![0].Key);
        Assert.Equal("a=b\nc", Encoding.UTF8.GetString(all[0].Entry.Attributes![0].Value));
        Assert.Equal(("next", null), (all[1].Entry.Name, all[1].Entry.Attributes)); // of one entry only
    }

    [Fact]
    public void TakesLongNamesOfGnu()
    {
        string name = new('n', 300), link = new('l', 200);
        byte[] archive = new TarBuilder().Add('L', "././@LongLink", [.. Encoding.UTF8.GetBytes(name), 0]).Add('K', "././@LongLink", [.. Encoding.UTF8.GetBytes(link), 0]).Symlink("cut", "cut").Bytes();
        TarEntry entry = Read(archive).Single().Entry;
        Assert.Equal((name, link), (entry.Name, entry.LinkName));
    }

    [Fact]
    public void JoinsThePrefixOfUstar() =>
        Assert.Equal("pre/fix/name", Read(new TarBuilder().Add('0', "name", [], change: h => "pre/fix"u8.CopyTo(h.AsSpan(345))).Bytes()).Single().Entry.Name);

    [Fact]
    public void KeepsNamesThatArentUtf8()
    {
        byte[] archive = new TarBuilder().Add('0', "x", [], change: h => ((ReadOnlySpan<byte>)[0x61, 0xFF, 0xE9]).CopyTo(h)).Bytes();
        Assert.Equal([0x61, 0xFF, 0xE9], PathText.Encode(Read(archive).Single().Entry.Name));
    }

    [Fact]
    public void ReadsBinaryNumbers()
    {
        byte[] archive = new TarBuilder().Add('0', "old", [], change: h =>
        {
            ((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xF6]).CopyTo(h.AsSpan(136));
            ((ReadOnlySpan<byte>)[0x80, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF]).CopyTo(h.AsSpan(108));
        }).Bytes();
        TarEntry entry = Read(archive).Single().Entry;
        Assert.Equal((-10L, 0x7FFFFFFFu), (entry.Modified.Seconds, entry.User));
    }

    [Theory]
    [InlineData("-1.25", -2, 750_000_000)]
    [InlineData("-1", -1, 0)]
    [InlineData("0.000000001", 0, 1)]
    [InlineData("1600000000.1234567899", 1_600_000_000, 123_456_789)]
    public void ReadsTimes(string text, long seconds, uint nanoseconds) => Assert.Equal(new FileTime(seconds, nanoseconds), PaxRecords.ParseTime(text));

    [Fact]
    public void ReadsSparseFilesOfAllForms()
    {
        byte[] data = "AAAABB"u8.ToArray();
        byte[] gnu = new TarBuilder().Add('S', "f", data, change: h =>
        {
            "ustar  \0"u8.CopyTo(h.AsSpan(257));
            int at = 386;
            foreach (long number in (long[])[10, 4, 100, 2, 0x200, 0])
            {
                Encoding.ASCII.GetBytes(TarBuilder.Octal(number, 11)).CopyTo(h, at);
                at += 12;
            }

            Encoding.ASCII.GetBytes(TarBuilder.Octal(0x200, 11)).CopyTo(h, 483);
        }).Bytes();
        byte[] pax00 = new TarBuilder().Pax(("GNU.sparse.size", "512"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.offset", "10"), ("GNU.sparse.numbytes", "4"), ("GNU.sparse.offset", "100"), ("GNU.sparse.numbytes", "2"))
            .Add('0', "f", data).Bytes();
        byte[] pax01 = new TarBuilder().Pax(("GNU.sparse.size", "512"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.map", "10,4,100,2"), ("GNU.sparse.name", "f")).Add('0', "GNUSparseFile/f", data).Bytes();
        byte[] map = new byte[512];
        "2\n10\n4\n100\n2\n"u8.CopyTo(map);
        byte[] pax10 = new TarBuilder().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "f"), ("GNU.sparse.realsize", "512")).Add('0', "GNUSparseFile/f", [.. map, .. data]).Bytes();
        foreach (byte[] archive in (byte[][])[gnu, pax00, pax01, pax10])
        {
            using var tar = new TarReader(new MemoryStream(archive));
            TarEntry entry = tar.Next()!;
            Assert.Equal(("f", 512L), (entry.Name, entry.Size));
            Assert.Equal("AAAA", Encoding.UTF8.GetString(tar.Content(out long first)));
            Assert.Equal("BB", Encoding.UTF8.GetString(tar.Content(out long second)));
            Assert.True(tar.Content(out _).IsEmpty);
            Assert.Equal((10L, 100L), (first, second));
            Assert.Null(tar.Next());
        }
    }

    [Fact]
    public void ReadsAFileLargerThanItsBuffer()
    {
        byte[] content = new byte[1_000_003];
        new Random(2).NextBytes(content);
        using var tar = new TarReader(new MemoryStream(new TarBuilder().File("before", "x").Add('0', "f", content).File("after", "y").Bytes()));
        tar.Next();
        tar.Next();
        Assert.Equal(content, tar.ReadAll(content.Length));
        Assert.Equal("after", tar.Next()!.Name);
    }

    [Fact]
    public void RefusesDamage()
    {
        byte[] good = new TarBuilder().File("f", "content").Bytes();
        byte[] wrongSum = [.. good];
        wrongSum[0] = (byte)'g';
        foreach (byte[] bad in (byte[][])[
            wrongSum,
            good[..600],
            [.. new byte[512], .. good],
            new TarBuilder().Add('V', "volume", []).Bytes(),
            new TarBuilder().Add('0', "", []).Bytes(),
            new TarBuilder().Add('0', "f", [], change: h => h[124] = (byte)'9').Bytes(),
            new TarBuilder().Add('0', "f", [], change: h => h.AsSpan(124, 12).Fill(0xFF)).Bytes(),
            new TarBuilder().Add('x', "p", "99 path=x\n"u8.ToArray()).File("f").Bytes(),
            new TarBuilder().Add('x', "p", "8 path x\n"u8.ToArray()).File("f").Bytes(),
            new TarBuilder().Pax(("path", "x")).Bytes(),
            new TarBuilder().Pax(("size", "x")).File("f").Bytes(),
            new TarBuilder().Pax(("GNU.sparse.map", "5,1,0,1"), ("GNU.sparse.size", "9")).File("f", "ab").Bytes(),
            new TarBuilder().Pax(("GNU.sparse.map", "0,9"), ("GNU.sparse.size", "9")).File("f", "ab").Bytes(),
            new TarBuilder().Add('x', "p", [], size: 1L << 40).Bytes(),
            new TarBuilder().Pax(("path", "a\0b")).File("f").Bytes(),
        ])
        {
            Assert.Equal(ImageErrorKind.Invalid, Assert.Throws<ImageException>(() => Read(bad)).Kind);
        }
    }

    [Fact]
    public void NoPrefixAndNoFlippedByteThrowsAnythingElse()
    {
        byte[] good = new TarBuilder().Pax(("path", "long"), ("mtime", "1.5")).File("f", "content").Add('S', "s", "x"u8.ToArray()).Folder("d/").Bytes();
        var random = new Random(3);
        for (int i = 0; i < 3000; i++)
        {
            byte[] bad = good[..(i % 3 == 0 ? random.Next(good.Length) : good.Length)];
            for (int flips = random.Next(4); flips > 0 && bad.Length > 0; flips--)
            {
                bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            }

            try
            {
                Read(bad);
            }
            catch (ImageException e) when (e.Kind == ImageErrorKind.Invalid)
            {
            }
        }
    }

    private static List<(TarEntry Entry, string Content)> Read(byte[] archive)
    {
        using var tar = new TarReader(new MemoryStream(archive));
        var all = new List<(TarEntry, string)>();
        while (tar.Next() is { } entry)
        {
            all.Add((entry, Encoding.UTF8.GetString(tar.ReadAll(1 << 20))));
        }

        return all;
    }
}

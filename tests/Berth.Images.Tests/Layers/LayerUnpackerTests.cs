using System.Text;
using Berth.Linux;

namespace Berth.Images.Tests;

/// <summary>What archives make, and what they can't make. As root: owners, devices and overlayfs's marks need it.</summary>
public sealed class LayerUnpackerTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly string fs;
    private readonly string outside;

    public LayerUnpackerTests()
    {
        Assert.SkipUnless(TempFolder.IsRoot, "needs root");
        fs = temp["fs"];
        outside = temp["outside"];
        Directory.CreateDirectory(fs);
        Directory.CreateDirectory(outside);
        File.WriteAllText(outside + "/victim", "untouched");
    }

    public void Dispose()
    {
        // Whatever the attack, nothing outside changed.
        if (outside is not null)
        {
            Assert.Equal(["victim"], Directory.GetFileSystemEntries(outside).Select(Path.GetFileName));
            Assert.Equal("untouched", File.ReadAllText(outside + "/victim"));
        }

        temp.Dispose();
    }

    [Fact]
    public void MakesFilesWithModesOwnersAndTimes()
    {
        Unpack(new TarBuilder().Folder("d/", 0x3FF, 5, 6, 100).File("d/suid", "x", 0x9ED, 7, 8, 200).File("d/f", "hello\n", 0x180, 0, 0, 300).Symlink("d/l", "/nowhere"));
        Assert.Equal((0x3FF, 5u, 6u, 100L), Facts("d"));
        Assert.Equal((0x9ED, 7u, 8u, 200L), Facts("d/suid"));
        Assert.Equal((0x180, 0u, 0u, 300L), Facts("d/f"));
        Assert.Equal("hello\n", File.ReadAllText(fs + "/d/f"));
        Assert.Equal("/nowhere", new FileInfo(fs + "/d/l").LinkTarget);
    }

    [Fact]
    public void MakesTheRootWhatTheArchiveSays()
    {
        Unpack(new TarBuilder().Folder("./", 0x1C0, 9, 9, 5).File("./f"));
        Assert.Equal((0x1C0, 9u, 9u, 5L), Facts("."));
    }

    [Theory]
    [InlineData("../outside/victim")]
    [InlineData("a/../../outside/victim")]
    [InlineData("/../../../../outside/victim")]
    public void RefusesNamesThatLeadOut(string name) => Refuses(new TarBuilder().Folder("a/").File(name, "evil"), "lies outside of the root");

    [Fact]
    public void AnAbsoluteNameIsBelowTheRoot()
    {
        Unpack(new TarBuilder().File(outside + "/victim", "inside"));
        Assert.Equal("inside", File.ReadAllText(fs + outside + "/victim"));
    }

    [Fact]
    public void AnAbsoluteLinkAsParentStaysInside()
    {
        Unpack(new TarBuilder().Symlink("l", outside).File("l/victim", "inside"));
        Assert.Equal("inside", File.ReadAllText(fs + outside + "/victim"));
    }

    [Fact]
    public void ARelativeLinkAsParentStaysInside()
    {
        Unpack(new TarBuilder().Symlink("l", "../../../../../../.." + outside).File("l/victim", "inside"));
        Assert.Equal("inside", File.ReadAllText(fs + outside + "/victim"));
    }

    [Fact]
    public void AChainOfLinksStaysInside()
    {
        Unpack(new TarBuilder().Folder("x/").Symlink("a", "b").Symlink("b", "x/c").Symlink("x/c", "../..").File("a/victim", "inside").File("a/outside/victim", "inside"));
        Assert.Equal("inside", File.ReadAllText(fs + "/outside/victim"));
        Assert.Equal("inside", File.ReadAllText(fs + "/victim"));
    }

    [Fact]
    public void ALoopOfLinksIsAnError() => Refuses(new TarBuilder().Symlink("a", "b").Symlink("b", "a").File("a/f", "x"), "");

    [Fact]
    public void AFileReplacesALinkAndDoesntFollowIt()
    {
        Unpack(new TarBuilder().Symlink("victim", outside + "/victim").File("victim", "inside"));
        Assert.Null(new FileInfo(fs + "/victim").LinkTarget);
        Assert.Equal("inside", File.ReadAllText(fs + "/victim"));
    }

    [Fact]
    public void AFolderReplacesALinkAndDoesntFollowIt()
    {
        Unpack(new TarBuilder().Symlink("d", outside).Folder("d/", 0x1C0).File("d/new", "inside"));
        Assert.Equal("inside", File.ReadAllText(fs + "/d/new"));
        Assert.Equal(0x1ED, FileCalls.Stat(FileCalls.WorkingFolder, outside).Mode);
    }

    [Fact]
    public void AHardLinkCantReachOut()
    {
        Refuses(new TarBuilder().HardLink("l", "../outside/victim"), "lies outside of the root");
        Refuses(new TarBuilder().HardLink("m", outside + "/victim"), "which isn't there");
        Refuses(new TarBuilder().Symlink("out", outside).HardLink("n", "out/victim"), "which isn't there");
    }

    [Fact]
    public void AHardLinkToALinkIsALink()
    {
        Unpack(new TarBuilder().Symlink("s", outside + "/victim").HardLink("h", "s").File("h", "inside"));
        Assert.Equal("inside", File.ReadAllText(fs + "/h"));
    }

    [Fact]
    public void HardLinksShareTheirFile()
    {
        Unpack(new TarBuilder().Folder("d/").File("d/a", "x").HardLink("b", "d/a").HardLink("d/a", "d/a").Symlink("e", "d").HardLink("e/a", "d/a"));
        Assert.Equal("x", File.ReadAllText(fs + "/d/a"));
        Assert.Equal(2u, FileCalls.Stat(FileCalls.WorkingFolder, fs + "/b").Links);
    }

    [Fact]
    public void ALinkSwappedForAFolderIsSeen()
    {
        // The folder "d" is known by descriptor when it is replaced by a link; names after that go where the link leads.
        Unpack(new TarBuilder().Folder("d/").File("d/f", "old").Folder("real/").Symlink("d", "real").File("d/f", "new"));
        Assert.Equal("new", File.ReadAllText(fs + "/real/f"));
    }

    [Fact]
    public void ALaterEntryWins()
    {
        Unpack(new TarBuilder().File("f", "a longer first content").File("f", "second").Folder("d/").File("d/x").File("d", "now a file").File("e").Folder("e/").File("e/y", "below"));
        Assert.Equal("second", File.ReadAllText(fs + "/f"));
        Assert.Equal("now a file", File.ReadAllText(fs + "/d"));
        Assert.Equal("below", File.ReadAllText(fs + "/e/y"));
    }

    [Fact]
    public void AFolderTwiceKeepsWhatIsInIt()
    {
        Unpack(new TarBuilder().Folder("d/").File("d/x", "kept").Folder("d/", 0x1C0));
        Assert.Equal("kept", File.ReadAllText(fs + "/d/x"));
        Assert.Equal(0x1C0, Facts("d").Mode);
    }

    [Fact]
    public void DeletionsBecomeOverlayMarks()
    {
        LayerUnpacker unpacker = Unpack(new TarBuilder().Folder("d/").File("d/.wh.gone").Folder("o/").File("o/.wh..wh..opq").File("o/kept", "x").File(".wh..wh.plnk"));
        Assert.True(OverlayMarks.IsWhiteout(Stat("d/gone")));
        Assert.Equal("y"u8.ToArray(), Opaque("o"));
        Assert.Equal("x", File.ReadAllText(fs + "/o/kept"));
        Assert.Equal(["d", "o"], Directory.GetFileSystemEntries(fs).Select(Path.GetFileName).Order());
        Assert.False(unpacker.IsOpaque);
    }

    [Fact]
    public void ADeletionSpeaksOfLowerLayersOnly()
    {
        Unpack(new TarBuilder().File("f", "new").File(".wh.f").Folder("d/").File("d/x").File(".wh.d").File(".wh.e").Folder("e/").File(".wh.g").File("g/h", "y"));
        Assert.Equal("new", File.ReadAllText(fs + "/f"));
        Assert.True(File.Exists(fs + "/d/x"));
        Assert.All(["d", "e", "g"], folder => Assert.Equal("y"u8.ToArray(), Opaque(folder)));
    }

    [Fact]
    public void AnOpaqueRootIsTold() => Assert.True(Unpack(new TarBuilder().File(".wh..wh..opq").File("f")).IsOpaque);

    [Theory]
    [InlineData(".wh.")]
    [InlineData(".wh..")]
    [InlineData("d/.wh...")]
    public void ADeletionOfNothingIsAnError(string name) => Refuses(new TarBuilder().Folder("d/").File(name), "deletes no name");

    [Fact]
    public void ADeletionByWayOfALinkStaysInside()
    {
        Unpack(new TarBuilder().Symlink("l", outside).File("l/.wh.victim"));
        Assert.True(OverlayMarks.IsWhiteout(Stat(outside[1..] + "/victim")));
    }

    [Fact]
    public void MakesDevicesAndPipes()
    {
        Unpack(new TarBuilder().Device("null", '3', 1, 3, 0x1B6).Device("disk", '4', 8, 1, 0x1B0).Device("pipe", '6', 0, 0, 0x1A4));
        Assert.Equal((FileKind.CharacterDevice, new DeviceNumber(1, 3), 0x1B6), (Stat("null").Kind, Stat("null").Represents, Stat("null").Mode));
        Assert.Equal((FileKind.BlockDevice, new DeviceNumber(8, 1)), (Stat("disk").Kind, Stat("disk").Represents));
        Assert.Equal(FileKind.Pipe, Stat("pipe").Kind);
    }

    [Fact]
    public void SetsAttributesButNotOverlaysOwn()
    {
        byte[] capability = [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Unpack(new TarBuilder().Pax(("SCHILY.xattr.user.k", "v"u8.ToArray()), ("SCHILY.xattr.security.capability", capability), ("SCHILY.xattr.trusted.overlay.opaque", "y"u8.ToArray()), ("SCHILY.xattr.trusted.overlay.redirect", "/etc"u8.ToArray()))
            .File("f", "x", 0x1ED, 1000, 1000));
        Assert.Equal("v"u8.ToArray(), FileCalls.GetAttribute(FileCalls.WorkingFolder, fs + "/f", "user.k"));
        Assert.Equal(capability, FileCalls.GetAttribute(FileCalls.WorkingFolder, fs + "/f", "security.capability"));
        Assert.DoesNotContain(FileCalls.ListAttributes(FileCalls.WorkingFolder, fs + "/f"), a => a.StartsWith("trusted.", StringComparison.Ordinal));
    }

    [Fact]
    public void MakesSparseFilesSparse()
    {
        LayerUnpacker unpacker = Unpack(new TarBuilder().Pax(("GNU.sparse.map", "1048576,4"), ("GNU.sparse.size", "268435456")).File("f", "data"));
        Assert.Equal(268435456, unpacker.Size);
        FileStat stat = Stat("f");
        Assert.Equal(268435456, stat.Size);
        Assert.True(stat.Blocks < 100);
        using FileStream file = File.OpenRead(fs + "/f");
        file.Position = 1048576;
        Assert.Equal("data", Encoding.UTF8.GetString([(byte)file.ReadByte(), (byte)file.ReadByte(), (byte)file.ReadByte(), (byte)file.ReadByte()]));
    }

    [Fact]
    public void MakesNamesOfAllBytesAndDeepOnes()
    {
        string deep = string.Join('/', Enumerable.Repeat(new string('d', 200), 15));
        Unpack(new TarBuilder().Add('0', "x", [], change: h => ((ReadOnlySpan<byte>)[0x61, 0xFF]).CopyTo(h)).Pax(("path", deep)).File("f", "deep"));
        Assert.Equal("deep", File.ReadAllText(fs + "/" + deep));
        using RootedFolder root = RootedFolder.Open(fs);
        Assert.Contains(root.List("/"), e => PathText.Encode(e.Name) is [0x61, 0xFF]);
    }

    [Fact]
    public void AFileAsParentIsAnError() => Refuses(new TarBuilder().File("f").File("f/x"), "failed to register layer: f/x: ");

    [Fact]
    public void FoldersWithoutEntriesAreTheLowerLayers()
    {
        string below = temp["below"];
        Directory.CreateDirectory(below);
        using (RootedFolder lowerRoot = RootedFolder.Open(below))
        {
            UnpackInto(lowerRoot, new TarBuilder().Folder("tmp/", 0x3FF, 3, 4, 50).Folder("a/").File("a/original", "from below"), null);
        }

        using var lower = new LayerChain([below]);
        using RootedFolder root = RootedFolder.Open(fs);
        LayerUnpacker unpacker = UnpackInto(root, new TarBuilder().File("tmp/f", "x").File("new/f").Folder("a/").HardLink("a/copy", "a/original"), lower);
        Assert.True(unpacker.NeedsLower);
        Assert.Equal((0x3FF, 3u, 4u, 50L), Facts("tmp"));
        Assert.Equal(0x1ED, Facts("new").Mode);
        Assert.Equal("from below", File.ReadAllText(fs + "/a/copy"));
    }

    [Fact]
    public void AChainHidesWhatALayerDeletes()
    {
        string a = temp["a"], b = temp["b"];
        Directory.CreateDirectory(a);
        Directory.CreateDirectory(b);
        using (RootedFolder lowest = RootedFolder.Open(a), upper = RootedFolder.Open(b))
        {
            UnpackInto(lowest, new TarBuilder().File("gone").File("kept", "low").Folder("o/").File("o/hidden").File("f").Folder("d/").File("d/x").Folder("m/").File("m/low"), null);
            UnpackInto(upper, new TarBuilder().File(".wh.gone").Folder("o/").File("o/.wh..wh..opq").File("o/own").Folder("f/").File("f/x").File("d").Folder("m/").File("m/up"), null);
        }

        using var chain = new LayerChain([b, a]);
        Assert.Null(chain.Find("gone"));
        Assert.Null(chain.Find("o/hidden"));
        Assert.Null(chain.Find("d/x"));
        Assert.NotNull(chain.Find("kept"));
        Assert.NotNull(chain.Find("m/low"));
        Assert.Equal(["d", "f", "kept", "m", "o"], chain.List("").Keys.Order());
        Assert.Equal(["own"], chain.List("o").Keys);
        Assert.Equal(["low", "up"], chain.List("m").Keys.Order());
        Assert.Empty(chain.List("d"));

        using (RootedFolder layerA = RootedFolder.Open(a), layerB = RootedFolder.Open(b), merged = RootedFolder.Open(fs))
        {
            TreeCopy.Apply(layerA, merged);
            TreeCopy.Apply(layerB, merged);
        }

        Assert.Equal(["d", "f", "kept", "m", "o"], Directory.GetFileSystemEntries(fs).Select(Path.GetFileName).Order());
        Assert.Equal(["own"], Directory.GetFileSystemEntries(fs + "/o").Select(Path.GetFileName));
        Assert.Equal(["low", "up"], Directory.GetFileSystemEntries(fs + "/m").Select(Path.GetFileName).Order());
        Assert.Null(Opaque("o"));
    }

    private LayerUnpacker Unpack(TarBuilder archive)
    {
        using RootedFolder root = RootedFolder.Open(fs);
        return UnpackInto(root, archive, null);
    }

    private static LayerUnpacker UnpackInto(RootedFolder root, TarBuilder archive, LayerChain? lower)
    {
        using var tar = new TarReader(new MemoryStream(archive.Bytes()));
        using var unpacker = new LayerUnpacker(root);
        unpacker.Unpack(tar, CancellationToken.None);
        unpacker.Finish(lower);
        return unpacker;
    }

    private void Refuses(TarBuilder archive, string message) =>
        Assert.Contains(message, Assert.Throws<ImageException>(() => Unpack(archive)).Message, StringComparison.Ordinal);

    private FileStat Stat(string path) => FileCalls.Stat(FileCalls.WorkingFolder, fs + "/" + path);

    private byte[]? Opaque(string path) => FileCalls.GetAttribute(FileCalls.WorkingFolder, fs + "/" + path, "trusted.overlay.opaque");

    private (int Mode, uint User, uint Group, long Time) Facts(string path)
    {
        FileStat stat = Stat(path);
        return (stat.Mode, stat.User, stat.Group, stat.ModifyTime.Seconds);
    }
}

using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images.Tests;

/// <summary>What the kernel makes of the folders: layers as its overlays show them, and what it leaves in an upper folder as layers.</summary>
public sealed class OverlayTests : StoreFixture
{
    private static readonly byte[] Lower = new TarBuilder().Folder("etc/").File("etc/f", "low").File("gone").Folder("opq/").File("opq/hidden").Folder("again/").File("again/old").Folder("kept/").File("kept/x", "x").Bytes();
    private static readonly byte[] Upper = new TarBuilder().File("etc/f", "up").File(".wh.gone").Folder("opq/").File("opq/.wh..wh..opq").File("opq/own").File(".wh.again").Folder("again/").File("again/new").Bytes();

    [Fact]
    public async Task TheKernelShowsWhatTheLayersMean()
    {
        StoredImage image = await Load("a", Lower, Upper);
        using SafeFileHandle mount = Mounted(Store.Snapshots.Create("c", image.Id));
        string root = FileCalls.DescriptorPath(mount);
        Assert.Equal(["again", "etc", "kept", "opq"], Names(root));
        Assert.Equal("up", File.ReadAllText(root + "/etc/f"));
        Assert.Equal(["own"], Names(root + "/opq"));
        Assert.Equal(["new"], Names(root + "/again"));
        Assert.Empty(Store.Snapshots.Changes("c"));
    }

    [Fact]
    public async Task WhatTheKernelLeavesBecomesALayer()
    {
        StoredImage image = await Load("a", Lower, Upper);
        using (SafeFileHandle mount = Mounted(Store.Snapshots.Create("c", image.Id)))
        {
            string root = FileCalls.DescriptorPath(mount);
            File.Delete(root + "/etc/f");
            Directory.Delete(root + "/opq", recursive: true);
            Directory.CreateDirectory(root + "/opq");
            File.WriteAllText(root + "/opq/fresh", "fresh");
            File.AppendAllText(root + "/kept/x", "y");
            Directory.CreateDirectory(root + "/moved");   // a folder of a lower layer can't be renamed (EXDEV)
            File.Move(root + "/again/new", root + "/moved/new");
            Directory.Delete(root + "/again");
        }

        Assert.Equal(["D /again", "C /etc", "D /etc/f", "C /kept", "C /kept/x", "A /moved", "A /moved/new", "C /opq", "A /opq/fresh", "D /opq/own"],
            Store.Snapshots.Changes("c").Select(c => "CAD"[(int)c.Kind] + " " + c.Path));
        StoredImage made = await Store.CommitAsync(new ImageCommit { Parent = image.Id, Snapshot = "c", Config = new OciImageConfig(), History = new OciHistory() }, Cancel);
        using SafeFileHandle again = Mounted(Store.Snapshots.Create("d", made.Id));
        string shown = FileCalls.DescriptorPath(again);
        Assert.Equal(["etc", "kept", "moved", "opq"], Names(shown));
        Assert.Empty(Names(shown + "/etc"));
        Assert.Equal(["fresh"], Names(shown + "/opq"));
        Assert.Equal(["new"], Names(shown + "/moved"));
        Assert.Equal("xy", File.ReadAllText(shown + "/kept/x"));
    }

    private static SafeFileHandle Mounted(Snapshot snapshot)
    {
        Mount overlay = Mount.Overlay(snapshot.LowerFolders, snapshot.UpperFolder, snapshot.WorkFolder);
        return OverlayMount.Create(overlay with { Options = [.. overlay.Options, new("index", "off"), new("redirect_dir", "off"), new("metacopy", "off")] });
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFileSystemEntries(folder).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal);
}

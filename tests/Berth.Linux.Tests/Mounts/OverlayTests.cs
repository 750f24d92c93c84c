using Microsoft.Win32.SafeHandles;

namespace Berth.Linux.Tests;

public class OverlayTests
{
    [Theory]
    [InlineData(false, "plain")]
    [InlineData(true, "plain")]
    [InlineData(false, "od:d, \\name")]
    [InlineData(true, "od:d, \\name")]
    public void Layers_lie_on_top_of_each_other(bool oldWay, string name)
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using var temp = new TempFolder();
        string at = temp.At(name);
        foreach (string folder in (string[])["low", "high", "upper", "work"])
        {
            Directory.CreateDirectory($"{at}/{folder}");
        }
        File.WriteAllText($"{at}/low/a", "low a");
        File.WriteAllText($"{at}/low/b", "low b");
        File.WriteAllText($"{at}/high/b", "high b");
        Mount mount = Mount.Overlay([$"{at}/high", $"{at}/low"], $"{at}/upper", $"{at}/work") with { Attributes = MountAttributes.NoSetUid };
        using (SafeFileHandle overlay = oldWay ? OverlayMount.CreateByMount(mount) : OverlayMount.Create(mount))
        {
            using var a = FileCalls.Open(overlay, "a", OpenFlags.ReadWrite | OpenFlags.Append);
            using var b = FileCalls.Open(overlay, "b", OpenFlags.ReadOnly);
            FileCalls.Write(a, "+"u8);
            Assert.Equal("high b", ProgramRuns.ReadAll(b));
            FileCalls.Remove(overlay, "b");
        }
        Assert.Equal("low a+", File.ReadAllText($"{at}/upper/a"));
        Assert.Equal(new DeviceNumber(0, 0), temp.Folder.Stat($"{name}/upper/b").Represents);
        Assert.DoesNotContain(MountInfo.Read(), m => m.FileSystem == "overlay" && m.SuperOptions.Any(o => o.Contains(temp.Path, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Three_hundred_layers_fit(bool oldWay)
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using var temp = new TempFolder();
        string[] layers = Enumerable.Range(0, 300).Select(i => temp.At($"a-layer-with-a-name-of-the-length-of-a-digest-of-64-hexadecimal-figures-{i}")).ToArray();
        Array.ForEach(layers, l => Directory.CreateDirectory(l));
        File.WriteAllText($"{layers[299]}/bottom", "");
        using SafeFileHandle overlay = oldWay ? OverlayMount.CreateByMount(Mount.Overlay(layers)) : OverlayMount.Create(Mount.Overlay(layers));
        Assert.Equal(FileKind.Regular, FileCalls.Stat(overlay, "bottom").Kind);
        Assert.Equal(Errno.EROFS, Assert.Throws<LinuxException>(() => FileCalls.MakeFolder(overlay, "x")).Errno);
    }

    [Fact]
    public void A_try_tells_whether_a_folder_can_carry_one()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using var temp = new TempFolder();
        Assert.Null(OverlayProbe.WhyNot(temp.Path));
        Assert.Empty(temp.Folder.List("/"));
        foreach (string folder in (string[])["low", "up", "work", "at"])
        {
            temp.Folder.MakeFolder(folder);
        }
        using SafeFileHandle overlay = OverlayMount.Create(Mount.Overlay([temp.At("low")], temp.At("up"), temp.At("work")));
        MountCalls.MoveMount(overlay, FileCalls.WorkingFolder, temp.At("at"));
        try
        {
            Assert.Contains("lies on an overlay itself", OverlayProbe.WhyNot(temp.At("at")), StringComparison.Ordinal);
            Assert.Empty(temp.Folder.List("at"));
        }
        finally
        {
            MountCalls.Unmount(temp.At("at"), detach: true);
        }
    }

    [Fact]
    public void A_tree_is_copied_and_made_read_only()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using var temp = new TempFolder();
        temp.Folder.MakeFolder("a");
        using SafeFileHandle tree = MountCalls.CloneTree(FileCalls.WorkingFolder, temp.Path);
        MountCalls.SetAttributes(tree, "", MountAttributes.ReadOnly | MountAttributes.NoAccessTime, propagation: MountPropagation.Private);
        Assert.Equal(Errno.EROFS, Assert.Throws<LinuxException>(() => FileCalls.MakeFolder(tree, "b")).Errno);
        temp.Folder.MakeFolder("b");
        Assert.Equal(2, FileCalls.List(tree).Count);
    }
}

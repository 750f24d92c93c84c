namespace Berth.Linux.Tests;

public class RootedFolderTests
{
    [Fact]
    public void A_link_to_an_absolute_path_stays_inside()
    {
        using var temp = new TempFolder();
        temp.Folder.MakeFolder("etc");
        temp.Folder.MakeNode("etc/passwd", FileKind.Regular, 0x180);
        temp.Folder.MakeSymlink("/etc/passwd", "link");
        temp.Folder.MakeSymlink("../../../../../etc/passwd", "climb");
        ulong inside = temp.Folder.Stat("etc/passwd").Inode;
        Assert.Equal(inside, temp.Folder.Stat("link", follow: true).Inode);
        Assert.Equal(inside, temp.Folder.Stat("/../climb", follow: true).Inode);
        Assert.Equal(FileKind.SymbolicLink, temp.Folder.Stat("link").Kind);
        Assert.Equal("/etc/passwd", temp.Folder.ReadLink("/link"));
    }

    [Fact]
    public void Folders_are_made_through_links_inside()
    {
        using var temp = new TempFolder();
        temp.Folder.MakeFolder("var");
        temp.Folder.MakeSymlink("/run", "var/run");
        temp.Folder.CreateFolders("/var/run/lock/x").Dispose();
        Assert.True(Directory.Exists(temp.At("run/lock/x")));
    }

    [Fact]
    public void A_file_in_the_way_is_named()
    {
        using var temp = new TempFolder();
        temp.Folder.MakeNode("file", FileKind.Regular, 0x180);
        var error = Assert.Throws<LinuxException>(() => temp.Folder.CreateFolders("/file/x"));
        Assert.Equal(Errno.ENOTDIR, error.Errno);
        Assert.Contains("not a directory (ENOTDIR)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_such_file_is_null_or_an_error_that_names_it()
    {
        using var temp = new TempFolder();
        Assert.Null(temp.Folder.StatIfExists("a/b"));
        Assert.Null(temp.Folder.OpenIfExists("a", OpenFlags.ReadOnly));
        Assert.Equal("open a/b: no such file or directory (ENOENT)", Assert.Throws<LinuxException>(() => temp.Folder.Open("a/b", OpenFlags.ReadOnly)).Message);
    }

    [Fact]
    public void A_tree_deeper_than_any_path_is_removed()
    {
        using var temp = new TempFolder();
        temp.Folder.MakeFolder("top");
        var here = temp.Folder.Open("top", OpenFlags.PathOnly | OpenFlags.Directory);
        for (int i = 0; i < 450; i++)
        {
            FileCalls.MakeFolder(here, "a-folder-with-a-long-name");
            FileCalls.MakeNode(here, "file", FileKind.Regular, 0x180);
            FileCalls.MakeSymlink("/", here, "link");
            var next = FileCalls.Open(here, "a-folder-with-a-long-name", OpenFlags.PathOnly);
            here.Dispose();
            here = next;
        }
        here.Dispose();
        temp.Folder.RemoveTree("top");
        Assert.Empty(temp.Folder.List("/"));
        temp.Folder.RemoveTree("top");
    }

    [Fact]
    public void Owner_mode_times_and_attributes_of_a_name()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using var temp = new TempFolder();
        temp.Folder.MakeNode("f", FileKind.Regular, 0x180);
        temp.Folder.MakeSymlink("f", "l");
        temp.Folder.SetOwner("l", 12, 34);
        temp.Folder.SetOwner("f", 56, 78);
        temp.Folder.SetMode("f", 0x9ED);   // 04755
        temp.Folder.SetTimes("f", new FileTime(1000, 5), new FileTime(-7, 999_999_999));
        temp.Folder.SetAttribute("f", "trusted.x", "value"u8);
        FileStat f = temp.Folder.Stat("f"), l = temp.Folder.Stat("l");
        Assert.Equal((56u, 78u, 0x9ED), (f.User, f.Group, f.Mode));
        Assert.Equal((12u, 34u), (l.User, l.Group));
        Assert.Equal(new FileTime(-7, 999_999_999), f.ModifyTime);
        Assert.Equal(["trusted.x"], FileCalls.ListAttributes(temp.Folder.Handle, "f"));
        Assert.Equal("value"u8.ToArray(), FileCalls.GetAttribute(temp.Folder.Handle, "f", "trusted.x"));
        Assert.Null(FileCalls.GetAttribute(temp.Folder.Handle, "f", "trusted.y"));
        FileCalls.RemoveAttribute(temp.Folder.Handle, "f", "trusted.x");
        Assert.Empty(FileCalls.ListAttributes(temp.Folder.Handle, "f"));
        Assert.Equal(Errno.EOPNOTSUPP, Assert.Throws<LinuxException>(() => temp.Folder.SetMode("l", 0x180)).Errno);
    }

    [Fact]
    public void Device_nodes_have_their_numbers()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using var temp = new TempFolder();
        temp.Folder.MakeNode("null", FileKind.CharacterDevice, 0x1B6, new DeviceNumber(1, 3));
        temp.Folder.MakeNode("big", FileKind.BlockDevice, 0x1B6, new DeviceNumber(259, 70000));
        Assert.Equal(new DeviceNumber(1, 3), temp.Folder.Stat("null").Represents);
        Assert.Equal(new DeviceNumber(259, 70000), temp.Folder.Stat("big").Represents);
    }

    [Fact]
    public void Contents_are_copied_with_their_holes()
    {
        using var temp = new TempFolder();
        using var from = temp.Folder.Open("from", OpenFlags.ReadWrite | OpenFlags.Create, 0x180);
        using var to = temp.Folder.Open("to", OpenFlags.ReadWrite | OpenFlags.Create, 0x180);
        FileCalls.Write(from, "start"u8);
        FileCalls.Seek(from, 5 << 20, SeekFrom.Start);
        FileCalls.Write(from, "end"u8);
        FileCalls.SetLength(from, 8 << 20);
        FileCalls.CopyContents(from, to);
        Assert.Equal(File.ReadAllBytes(temp.At("from")), File.ReadAllBytes(temp.At("to")));
        Assert.True(FileCalls.Stat(to).Blocks < 100);
    }
}

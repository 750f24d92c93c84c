using Berth.Linux;

namespace Berth.Images.Tests;

/// <summary>What a path of an image is made of. As root: overlayfs's marks need it.</summary>
public sealed class LayerPathsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public LayerPathsTests() => Assert.SkipUnless(TempFolder.IsRoot, "needs root");

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Folders_of_all_layers_are_joined_topmost_first()
    {
        string[] layers = Layers("top/a/b", "mid/x", "low/a/b");
        Assert.Equal([layers[0] + "/a/b", layers[2] + "/a/b"], LayerPaths.Of(layers, "a/b"));
        Assert.Empty(LayerPaths.Of(layers, "a/c"));
    }

    [Fact]
    public void What_is_deleted_or_hidden_ends_the_search()
    {
        string[] layers = Layers("top/a/b", "mid/a/b", "low/a/b");
        using (var folder = Open(layers[1])) OverlayMarks.MakeOpaque(folder, "a");
        Assert.Equal([layers[0] + "/a/b", layers[1] + "/a/b"], LayerPaths.Of(layers, "a/b"));
        Directory.Delete(layers[1] + "/a/b");
        using (var folder = Open(layers[1] + "/a")) OverlayMarks.MakeWhiteout(folder, "b");
        Assert.Equal([layers[0] + "/a/b"], LayerPaths.Of(layers, "a/b"));
    }

    [Fact]
    public void A_file_is_the_topmost_one_and_a_link_is_refused()
    {
        string[] layers = Layers("top/x", "mid/a", "low/a");
        File.WriteAllText(layers[1] + "/a/f", "mid");
        File.WriteAllText(layers[2] + "/a/f", "low");
        File.CreateSymbolicLink(layers[2] + "/l", "a");
        Assert.Equal([layers[1] + "/a/f"], LayerPaths.Of(layers, "/a/f"));
        Assert.Contains("is a link", Assert.Throws<ImageException>(() => LayerPaths.Of(layers, "l/f")).Message, StringComparison.Ordinal);
    }

    private string[] Layers(params string[] folders)
    {
        foreach (string folder in folders) Directory.CreateDirectory(temp[folder]);
        return [temp["top"], temp["mid"], temp["low"]];
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle Open(string path) => FileCalls.Open(FileCalls.WorkingFolder, path, OpenFlags.ReadOnly | OpenFlags.Directory);
}

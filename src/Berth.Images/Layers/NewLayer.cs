namespace Berth.Images;

/// <summary>A layer that is being made: it disappears when disposed, unless the store kept it.</summary>
internal sealed class NewLayer(string folder, string files, Trash trash) : IDisposable
{
    /// <summary>The folder that is renamed when all is done.</summary>
    public string Folder => folder;

    /// <summary>The folder for the layer's files.</summary>
    public string Files => files;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            trash.Take(folder);
        }
    }
}

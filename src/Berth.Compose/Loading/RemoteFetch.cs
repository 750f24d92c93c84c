namespace Berth.Compose;

/// <summary>Fetches Compose files from elsewhere and reports what goes wrong.</summary>
internal static class RemoteFetch
{
    /// <summary>The local copy; null after an error.</summary>
    public static RemoteCopy? Fetch(string path, SourceSpan namedAt, LoadContext context)
    {
        if (context.Options.RemoteFiles is not { } remote || !remote.Accepts(path))
        {
            context.Diagnostics.Error("remote", namedAt, $"{path} is elsewhere and can't be fetched from here");
            return null;
        }

        try
        {
            return remote.Fetch(path);
        }
        catch (IOException e)
        {
            context.Diagnostics.Error("remote", namedAt, $"{path} can't be fetched: {e.Message}");
            return null;
        }
    }
}

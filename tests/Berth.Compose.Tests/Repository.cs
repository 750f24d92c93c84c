namespace Berth.Compose.Tests;

/// <summary>Where the tests find the repository's documents.</summary>
internal static class Repository
{
    public static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "berth.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}

namespace Berth.Build.Tests.Context;

/// <summary>A host whose git checks out what a test says.</summary>
internal sealed class FakeGit(Action<string>? checkout) : IHostPrograms
{
    /// <summary>The commit that is checked out.</summary>
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>The exit status of each call.</summary>
    public int Status { get; init; }

    /// <summary>What was called.</summary>
    public List<(string Verb, IReadOnlyList<string> Arguments)> Calls { get; } = [];

    /// <inheritdoc/>
    public Task<(int Status, string Error)?> RunAsync(string name, IReadOnlyList<string> arguments, string folder, CancellationToken cancel)
    {
        if (checkout is null) return Task.FromResult<(int, string)?>(null);
        string verb = arguments.Where((a, i) => a != "-c" && (i == 0 || arguments[i - 1] != "-c")).First();
        Calls.Add((verb, arguments));
        if (verb == "checkout")
        {
            Directory.CreateDirectory(Path.Combine(folder, ".git"));
            File.WriteAllText(Path.Combine(folder, ".git", "HEAD"), Commit + "\n");
            checkout(folder);
        }

        return Task.FromResult<(int, string)?>((Status, Status == 0 ? "" : "no such repository\n"));
    }
}

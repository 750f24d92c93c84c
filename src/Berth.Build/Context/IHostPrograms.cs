namespace Berth.Build;

/// <summary>Programs of the host that a build needs: git, for contexts that lie in a repository.</summary>
public interface IHostPrograms
{
    /// <summary>Runs a program to its end, without a terminal and with nothing to read.</summary>
    /// <param name="name">Its name, looked up in the host's usual folders.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="cancel">Kills it.</param>
    /// <returns>Its exit status, and the end of what it complained; null where the host has no such program.</returns>
    Task<(int Status, string Error)?> RunAsync(string name, IReadOnlyList<string> arguments, string folder, CancellationToken cancel);
}

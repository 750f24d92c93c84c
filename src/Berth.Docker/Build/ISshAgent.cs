namespace Berth.Docker;

/// <summary>An SSH agent that steps of a build may use.</summary>
public interface ISshAgent
{
    /// <summary>Opens a connection to it.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What the agent's protocol goes over.</returns>
    /// <exception cref="IOException">It can't be reached.</exception>
    Task<Stream> OpenAsync(CancellationToken cancel = default);
}

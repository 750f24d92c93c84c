namespace Berth.Supervision;

/// <summary>What an engine asks of a monitor; README.md draws the conversation and says which descriptors travel with each.</summary>
public abstract record MonitorRequest
{
    private MonitorRequest()
    {
    }

    /// <inheritdoc/>
    // Short on purpose, as MonitorRecord's.
    public sealed override string ToString() => nameof(MonitorRequest);

    /// <summary>Asks for the record.</summary>
    public sealed record Hello : MonitorRequest;

    /// <summary>Starts the container from its start request on disk.</summary>
    public sealed record Start : MonitorRequest;

    /// <summary>Joins a stream to standard input and output.</summary>
    /// <param name="Input">What is read from the stream goes to standard input.</param>
    /// <param name="Output">Standard output is written to the stream.</param>
    /// <param name="Error">Standard error is written to the stream.</param>
    public sealed record Attach(bool Input, bool Output, bool Error) : MonitorRequest;

    /// <summary>Sets the terminal's size.</summary>
    /// <param name="Rows">Lines.</param>
    /// <param name="Columns">Characters a line.</param>
    public sealed record Resize(int Rows, int Columns) : MonitorRequest;

    /// <summary>Sends a signal to the first process.</summary>
    /// <param name="Number">The signal.</param>
    /// <param name="Manual">The restart policy ends with the process.</param>
    public sealed record Signal(int Number, bool Manual) : MonitorRequest;

    /// <summary>Stops the container; the reply comes when it has ended.</summary>
    /// <param name="Number">The signal to begin with; 0 is the start request's.</param>
    /// <param name="Seconds">Seconds until SIGKILL, -1 without end; null is the start request's.</param>
    public sealed record Stop(int Number, int? Seconds) : MonitorRequest;

    /// <summary>Starts a process in the container.</summary>
    /// <param name="Id">What <see cref="MonitorEvent.ExecExited"/> will call it.</param>
    /// <param name="Process">The process.</param>
    /// <param name="Privileged">All capabilities and no system call filter.</param>
    public sealed record Exec(string Id, ProcessRequest Process, bool Privileged) : MonitorRequest;

    /// <summary>Sends a signal to a process of exec.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Number">The signal.</param>
    public sealed record ExecSignal(string Id, int Number) : MonitorRequest;

    /// <summary>Replaces the restart policy.</summary>
    /// <param name="Restart">The new one.</param>
    public sealed record Update(RestartRequest Restart) : MonitorRequest;

    /// <summary>Stops or resumes the health checks, as the container is paused or resumed.</summary>
    /// <param name="Paused">They stop.</param>
    public sealed record PauseHealth(bool Paused) : MonitorRequest;

    /// <summary>Replaces what the name server answers from.</summary>
    /// <param name="Tables">The new tables; null ends the name server.</param>
    public sealed record Resolver(ResolverRequest? Tables) : MonitorRequest;

    /// <summary>Replaces the held ports.</summary>
    /// <param name="Held">The ports, one a socket that travels with it.</param>
    public sealed record Ports(IReadOnlyList<HeldPort> Held) : MonitorRequest;

    /// <summary>Asks for descriptors of the network namespace and the root folder.</summary>
    public sealed record Namespace : MonitorRequest;

    /// <summary>Asks for events on this connection from now on.</summary>
    public sealed record Watch : MonitorRequest;
}

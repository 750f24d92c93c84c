namespace Berth.Engine;

/// <summary>
/// The legal moves of a container, each with the events that tell of it. What a request adds around a move (<c>kill</c> before, <c>stop</c> or
/// <c>restart</c> after it) is published by the request. Observed on Docker Engine 28.5:
/// <code>
/// run            create, (attach,) network connect, start
/// end            network disconnect, die                        then destroy with AutoRemove
/// stop           kill signal=15, [kill signal=9,] network disconnect, die, stop
/// kill           kill signal=9, network disconnect, die
/// restart        kill signal=15, …, die, stop, network connect, start, restart
/// restart policy die, start                                     (the network stays as it is)
/// rm -f          kill signal=9, network disconnect, die, destroy
/// start fails    network disconnect
/// </code>
/// </summary>
internal static class Lifecycle
{
    private static readonly Move[] Moves =
    [
        new(ContainerStatus.Created, ContainerTrigger.Started, ContainerStatus.Running, "start"),
        new(ContainerStatus.Created, ContainerTrigger.StartFailed, ContainerStatus.Created),
        new(ContainerStatus.Created, ContainerTrigger.RemovalBegun, ContainerStatus.Removing),
        new(ContainerStatus.Exited, ContainerTrigger.Started, ContainerStatus.Running, "start"),
        new(ContainerStatus.Exited, ContainerTrigger.StartFailed, ContainerStatus.Exited),
        new(ContainerStatus.Exited, ContainerTrigger.RemovalBegun, ContainerStatus.Removing),
        new(ContainerStatus.Running, ContainerTrigger.Ended, ContainerStatus.Exited, "die"),
        new(ContainerStatus.Running, ContainerTrigger.EndedForNow, ContainerStatus.Restarting, "die"),
        new(ContainerStatus.Running, ContainerTrigger.Paused, ContainerStatus.Paused, "pause"),
        new(ContainerStatus.Paused, ContainerTrigger.Unpaused, ContainerStatus.Running, "unpause"),
        new(ContainerStatus.Paused, ContainerTrigger.Ended, ContainerStatus.Exited, "die"),
        new(ContainerStatus.Paused, ContainerTrigger.EndedForNow, ContainerStatus.Restarting, "die"),
        new(ContainerStatus.Restarting, ContainerTrigger.Started, ContainerStatus.Running, "start"),
        new(ContainerStatus.Restarting, ContainerTrigger.StartFailed, ContainerStatus.Exited),
        new(ContainerStatus.Restarting, ContainerTrigger.EndedForNow, ContainerStatus.Restarting),

        // The wait for the next start was called off: the process had ended before, so nothing dies a second time.
        new(ContainerStatus.Restarting, ContainerTrigger.Ended, ContainerStatus.Exited),
        new(ContainerStatus.Removing, ContainerTrigger.RemovalFailed, ContainerStatus.Dead),
        new(ContainerStatus.Removing, ContainerTrigger.Removed, ContainerStatus.Removing, "destroy"),
        new(ContainerStatus.Dead, ContainerTrigger.RemovalBegun, ContainerStatus.Removing),
    ];

    /// <summary>The move that a trigger makes from a status, or null where it is not legal.</summary>
    public static Move? Next(ContainerStatus from, ContainerTrigger trigger)
    {
        foreach (var move in Moves)
        {
            if (move.From == from && move.Trigger == trigger)
            {
                return move;
            }
        }

        return null;
    }

    /// <summary>Docker's word for a status.</summary>
    public static string Word(ContainerStatus status) => status switch
    {
        ContainerStatus.Created => "created",
        ContainerStatus.Running => "running",
        ContainerStatus.Paused => "paused",
        ContainerStatus.Restarting => "restarting",
        ContainerStatus.Exited => "exited",
        ContainerStatus.Removing => "removing",
        _ => "dead",
    };

    /// <summary>The status that a word names, or null.</summary>
    public static ContainerStatus? FromWord(string? word)
    {
        for (var status = ContainerStatus.Created; status <= ContainerStatus.Dead; status++)
        {
            if (Word(status) == word)
            {
                return status;
            }
        }

        return null;
    }

    /// <summary>One legal move.</summary>
    /// <param name="From">The status before.</param>
    /// <param name="Trigger">What happens.</param>
    /// <param name="To">The status after.</param>
    /// <param name="Event">The container event that is published after the new state is on disk, or null.</param>
    internal sealed record Move(ContainerStatus From, ContainerTrigger Trigger, ContainerStatus To, string? Event = null);
}

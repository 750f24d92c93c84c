namespace Berth.Supervision;

/// <summary>What kind of failure a monitor reports; decides the exit code that Docker gives (127, 126, 125).</summary>
public enum MonitorErrorKind
{
    /// <summary>Something else: the kernel or the machine refused a step.</summary>
    Other,

    /// <summary>The command isn't in the container (127).</summary>
    NotFound,

    /// <summary>The command is there and can't be executed, or the working folder can't be entered (126).</summary>
    NotExecutable,

    /// <summary>The user or group is not in the container's passwd or group.</summary>
    User,

    /// <summary>It can't be done in the state that the container is in: not running, running already.</summary>
    State,

    /// <summary>The request isn't one that this monitor knows.</summary>
    BadRequest,

    /// <summary>The monitor is gone: the connection ended before the reply. Made by the client, never sent.</summary>
    Gone,
}

namespace Berth.Cli;

/// <summary>How a project's steps are shown.</summary>
internal enum ProgressMode
{
    /// <summary>Live, in a terminal.</summary>
    Terminal,

    /// <summary>A line a resource, when it is done.</summary>
    Final,

    /// <summary>A line for each step.</summary>
    Plain,

    /// <summary>A JSON object a line for each step.</summary>
    Json,

    /// <summary>Not at all, but for errors.</summary>
    Quiet,
}

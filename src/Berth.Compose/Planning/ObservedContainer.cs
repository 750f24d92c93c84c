using System.Globalization;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>A container of a project as the engine has it.</summary>
internal sealed record ObservedContainer(ContainerSummary Summary)
{
    /// <summary>Its id.</summary>
    public string Id => Summary.Id;

    /// <summary>Its name without the slash.</summary>
    public string Name => Summary.Names.Count > 0 ? Summary.Names[0].TrimStart('/') : Summary.Id[..12];

    /// <summary>Its service.</summary>
    public string Service => Label(ComposeLabels.Service);

    /// <summary>Its number; 0 where it has none.</summary>
    public int Number => int.TryParse(Label(ComposeLabels.ContainerNumber), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0;

    /// <summary>It was started by <c>run</c>.</summary>
    public bool IsOneOff => Label(ComposeLabels.OneOff) == "True";

    /// <summary>It runs.</summary>
    public bool IsRunning => Summary.State == "running";

    /// <summary>A label's value, or nothing.</summary>
    public string Label(string name) => Summary.Labels.TryGetValue(name, out string? value) ? value : "";
}

using System.Collections.ObjectModel;

namespace Berth.Docker;

/// <summary>What an event is about.</summary>
public sealed record EventActor
{
    public string ID { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, string> Attributes { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }
}

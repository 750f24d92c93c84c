using Berth.Docker;

namespace Berth.Engine;

/// <summary>Which events a listener's filters let through, by Docker's rules.</summary>
internal static class EventFilter
{
    private static readonly string[] NamedTypes = ["container", "volume", "network", "plugin", "node", "service", "secret", "config"];

    /// <summary>Whether an event passes all filters.</summary>
    public static bool Matches(Filters filters, EventMessage message) =>
        filters.IsEmpty
        || (MatchesAction(filters, message.Action)
            && filters.Matches("type", message.Type)
            && filters.Matches("scope", message.Scope)
            && MatchesActor(filters, "daemon", "daemon", message)
            && NamedTypes.All(type => MatchesActor(filters, type, type, message))
            && MatchesImage(filters, message)
            && filters.MatchesLabels("label", message.Actor.Attributes));

    // An action with a text after it ("exec_start: sh", "health_status: healthy") is also found by its first word.
    private static bool MatchesAction(Filters filters, string action)
    {
        if (!filters.Has("event") || filters.Matches("event", action))
        {
            return true;
        }

        int colon = action.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && filters.Matches("event", action[..colon]);
    }

    private static bool MatchesActor(Filters filters, string key, string type, EventMessage message) =>
        !filters.Has(key)
        || (message.Type == type
            && (filters.MatchesPrefix(key, message.Actor.ID)
                || (message.Actor.Attributes.TryGetValue("name", out string? name) && filters.MatchesPrefix(key, name))));

    private static bool MatchesImage(Filters filters, EventMessage message)
    {
        if (!filters.Has("image"))
        {
            return true;
        }

        string name = message.Actor.Attributes.GetValueOrDefault(message.Type == "image" ? "name" : "image", "");
        return filters.Matches("image", message.Actor.ID) || filters.Matches("image", name) || filters.Matches("image", WithoutTag(name));
    }

    private static string WithoutTag(string reference)
    {
        int colon = reference.LastIndexOf(':');
        return colon > reference.LastIndexOf('/') ? reference[..colon] : reference;
    }
}

using Berth.Docker;

namespace Berth.Engine;

/// <summary>Names of containers: which are legal, and new ones for those that come without.</summary>
internal static class ContainerNames
{
    private static readonly string[] Adjectives =
    [
        "able", "agile", "airy", "ample", "ardent", "astute", "avid", "balmy", "blithe", "bold", "brave", "breezy", "bright", "brisk", "buoyant",
        "calm", "candid", "canny", "cheery", "clear", "clever", "cordial", "cosy", "crisp", "curious", "daring", "deft", "deep", "eager", "earnest",
        "easy", "fair", "faithful", "fine", "firm", "fleet", "fluent", "fond", "frank", "free", "fresh", "gallant", "game", "generous", "gentle",
        "glad", "golden", "grand", "handy", "hardy", "hearty", "honest", "humble", "jaunty", "jolly", "keen", "kind", "lively", "loyal", "lucid",
        "lucky", "mellow", "merry", "mild", "modest", "neat", "nimble", "noble", "patient", "placid", "plucky", "polite", "prompt", "proud", "pure",
        "quick", "quiet", "ready", "robust", "sage", "salty", "serene", "sharp", "silent", "sleek", "smart", "snug", "sober", "solid", "spry",
        "stable", "staunch", "steady", "stout", "sunny", "sure", "swift", "tidy", "tranquil", "true", "trusty", "upbeat", "valiant", "vivid", "warm",
        "wary", "wise", "witty", "worthy", "zesty",
    ];

    // Seafarers, explorers, shipwrights, chart makers and people of science.
    private static readonly string[] Surnames =
    [
        "amundsen", "andree", "anson", "baffin", "baker", "barents", "baret", "bass", "beaufort", "bellingshausen", "bering", "binet", "boussingault",
        "bougainville", "bowditch", "brunel", "byron", "cabot", "cabral", "cadamosto", "carpenter", "cartier", "champlain", "cochrane", "cook",
        "cousteau", "dampier", "daniell", "davis", "diaz", "drake", "earle", "ekman", "eriksson", "fahrenheit", "fitzroy", "flinders", "forbes",
        "fram", "franklin", "frobisher", "fulton", "fuca", "gama", "gerlache", "gilbert", "gjoa", "hadley", "halley", "hanno", "harrison", "heyerdahl",
        "hudson", "humboldt", "jansson", "juel", "kane", "kelvin", "kepler", "kotzebue", "kruzenshtern", "lander", "laperouse", "lazarev", "leeghwater",
        "lisiansky", "magellan", "malaspina", "marsigli", "maskelyne", "maury", "mawson", "mclintock", "mercator", "michell", "mohorovic", "moitessier",
        "munk", "nansen", "napier", "nelson", "nordenskiold", "orellana", "ortelius", "palmer", "parry", "pasteur", "peary", "piccard", "pinzon",
        "polo", "ptolemy", "pytheas", "quiros", "raleigh", "rasmussen", "revelle", "ross", "rossby", "saussure", "scoresby", "scott", "shackleton",
        "slocum", "smyth", "stokes", "sverdrup", "symmes", "tabarly", "tasman", "tharp", "thomson", "torricelli", "urdaneta", "vancouver", "vespucci",
        "wallis", "watt", "weddell", "wegener", "wilkes", "worden", "wrangel", "zheng",
    ];

    /// <summary>A new name, <c>adjective_surname</c>.</summary>
    /// <param name="random">The source of chance.</param>
    /// <param name="numbered">A digit is added: the plain names are used up.</param>
    public static string Generate(Random random, bool numbered)
    {
        string name = Adjectives[random.Next(Adjectives.Length)] + "_" + Surnames[random.Next(Surnames.Length)];
        return numbered ? name + random.Next(10_000).ToString(System.Globalization.CultureInfo.InvariantCulture) : name;
    }

    /// <summary>Takes a name as a user writes it, with or without its leading slash.</summary>
    /// <exception cref="DockerException">The name holds other characters than a name may.</exception>
    public static string Check(string name)
    {
        string plain = name.StartsWith('/') ? name[1..] : name;
        if (!IsLegal(plain))
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }

        return plain;
    }

    /// <summary>Whether a text is a legal name of a container or a volume: a letter or digit, then one or more of letters, digits, <c>_ . -</c>.</summary>
    public static bool IsLegal(string name)
    {
        if (name.Length < 2 || !char.IsAsciiLetterOrDigit(name[0]))
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}

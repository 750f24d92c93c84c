namespace Berth.Engine;

/// <summary>Environments of containers' processes.</summary>
internal static class ContainerEnvironment
{
    /// <summary>Where programs are looked for when the image doesn't say.</summary>
    public const string DefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The environment of a first process: Docker's own variables, links', then the configuration's in place or after.</summary>
    /// <param name="hostName">The container's host name.</param>
    /// <param name="terminal">The process has a terminal.</param>
    /// <param name="links">Variables of linked containers.</param>
    /// <param name="configured">The configuration's: <c>NAME=value</c>, or <c>NAME</c> to remove it.</param>
    public static IReadOnlyList<string> Build(string hostName, bool terminal, IReadOnlyList<string> links, IReadOnlyList<string>? configured)
    {
        List<string> variables = [DefaultPath, "HOSTNAME=" + hostName];
        if (terminal)
        {
            variables.Add("TERM=xterm");
        }

        variables.AddRange(links);
        return Override(variables, configured ?? []);
    }

    /// <summary>Variables with others in their place or after them.</summary>
    public static IReadOnlyList<string> Override(IReadOnlyList<string> variables, IReadOnlyList<string> overrides)
    {
        List<string> result = [.. variables];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < result.Count; i++)
        {
            places[NameOf(result[i])] = i;
        }

        foreach (string variable in overrides)
        {
            string name = NameOf(variable);
            bool known = places.TryGetValue(name, out int place);
            if (name.Length == variable.Length)
            {
                if (known)
                {
                    result[place] = "";
                    places.Remove(name);
                }
            }
            else if (known)
            {
                result[place] = variable;
            }
            else
            {
                places[name] = result.Count;
                result.Add(variable);
            }
        }

        result.RemoveAll(variable => variable.Length == 0);
        return result;
    }

    /// <summary>The name of <c>NAME=value</c>.</summary>
    public static string NameOf(string variable)
    {
        int equals = variable.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? variable : variable[..equals];
    }
}

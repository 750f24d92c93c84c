namespace Berth.Compose;

/// <summary>Orders of services.</summary>
internal static class ServiceOrder
{
    /// <summary>The services, each after all that it depends on; by name where nothing else decides.</summary>
    public static IReadOnlyList<ServiceConfig> Of(ComposeProject project) => [.. DependenciesFirst(project).Where(project.Services.ContainsKey).Select(n => project.Services[n])];

    /// <summary>By name, but each after what it depends on.</summary>
    public static List<string> DependenciesFirst(ComposeProject project)
    {
        List<string> order = [];
        HashSet<string> seen = [];
        Stack<(string Name, bool Entered)> open = [];
        foreach (string start in GoOrder.Keys(project.Services))
        {
            open.Push((start, false));
            while (open.TryPop(out (string Name, bool Entered) top))
            {
                if (top.Entered)
                {
                    order.Add(top.Name);
                    continue;
                }

                if (!project.Services.TryGetValue(top.Name, out ServiceConfig? service) || !seen.Add(top.Name))
                {
                    continue;
                }

                open.Push((top.Name, true));
                string[] dependencies = GoOrder.Keys(service.DependsOn);
                for (int i = dependencies.Length - 1; i >= 0; i--)
                {
                    open.Push((dependencies[i], false));
                }
            }
        }

        return order;
    }
}

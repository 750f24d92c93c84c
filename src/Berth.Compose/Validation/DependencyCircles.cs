namespace Berth.Compose;

/// <summary>Finds services that wait for themselves.</summary>
internal sealed class DependencyCircles(ComposeProject project, DiagnosticSink diagnostics)
{
    private readonly Dictionary<string, bool> finished = [];
    private readonly List<string> path = [];

    public static void Check(ComposeProject project, DiagnosticSink diagnostics)
    {
        DependencyCircles circles = new(project, diagnostics);
        foreach (string name in GoOrder.Keys(project.Services))
        {
            circles.Visit(name);
        }
    }

    // Depth first without recursion: a chain may be as long as there are services.
    private void Visit(string start)
    {
        Stack<(string Name, IEnumerator<string> Next)> open = new();
        Enter(start, open);
        while (open.TryPeek(out (string Name, IEnumerator<string> Next) top))
        {
            if (top.Next.MoveNext())
            {
                Enter(top.Next.Current, open);
                continue;
            }

            finished[top.Name] = true;
            path.RemoveAt(path.Count - 1);
            open.Pop();
        }
    }

    private void Enter(string name, Stack<(string Name, IEnumerator<string> Next)> open)
    {
        if (finished.TryGetValue(name, out bool done))
        {
            if (!done)
            {
                Report(name);
            }

            return;
        }

        if (!project.Services.TryGetValue(name, out ServiceConfig? service))
        {
            return;
        }

        finished[name] = false;
        path.Add(name);
        open.Push((name, ((IEnumerable<string>)GoOrder.Keys(service.DependsOn)).GetEnumerator()));
    }

    private void Report(string name)
    {
        int from = path.IndexOf(name);
        List<DiagnosticPlace> places = [];
        for (int i = from; i < path.Count; i++)
        {
            string next = i + 1 < path.Count ? path[i + 1] : name;
            places.Add(new DiagnosticPlace(project.Services[path[i]].DependsOn[next].Span, $"\"{path[i]}\" waits for \"{next}\""));
        }

        diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "dependency-circle", places[0].Span, $"services wait for each other: {string.Join(" > ", path.Skip(from))} > {name}")
        {
            Hint = "remove one of these dependencies",
            Related = places,
        });
    }
}

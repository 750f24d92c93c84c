using System.Text.RegularExpressions;

namespace Berth.Compose.Tests;

/// <summary>One mistake is one message: what later steps make of it isn't said. Every other mistake of the file is.</summary>
public sealed partial class FollowUpTests(ITestOutputHelper output)
{
    // What makes a value wrong almost anywhere; not a mapping for a whole section, in which the names that others use would be missing.
    private static readonly string[] Values = ["[[q]]", "\"q q\"", "-7", "1.5", "true", "{q: {q: q}}"];

    // What the schema says of a value, whatever stands around it.
    private static readonly string[] Schema = ["unknown-key", "wrong-type", "wrong-word", "range"];

    [Fact]
    public void A_wrong_line_is_the_only_one_that_is_reported()
    {
        int tried = 0;
        List<string> wrong = [];
        foreach (string text in Texts())
        {
            if (text.Contains("\n---", StringComparison.Ordinal) || Load(text).Project is null)
            {
                continue;
            }

            string[] lines = text.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                foreach (string mutated in Mutations(lines[i]))
                {
                    string changed = string.Join('\n', [.. lines[..i], mutated, .. lines[(i + 1)..]]);
                    List<Diagnostic> errors = [.. Load(changed).Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)];
                    if (!errors.Exists(error => error.Span.Line == i + 1 && Schema.Contains(error.Code)))
                    {
                        continue;
                    }

                    tried++;
                    if (errors.Exists(error => error.Span.Line != i + 1 && !error.Related.Any(related => related.Span.Line == i + 1)))
                    {
                        wrong.Add(MemoryFiles.Text(errors));
                    }
                }
            }
        }

        output.WriteLine($"{tried} mistakes");
        Assert.True(tried > 100);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {tried}\n" + string.Join("\n-----\n", wrong.Take(50)));
    }

    [Fact]
    public void Two_wrong_lines_are_both_reported()
    {
        Random random = new(20261125);
        int tried = 0;
        List<string> wrong = [];
        foreach (string text in Texts())
        {
            if (text.Contains("\n---", StringComparison.Ordinal) || Load(text).Project is null)
            {
                continue;
            }

            string[] lines = text.Split('\n');
            List<(int Line, string Text)> mistakes = [];
            for (int i = 0; i < lines.Length; i++)
            {
                mistakes.AddRange(Mutations(lines[i]).Select(mutated => (i, mutated)).Where(mistake => Reported(lines, [mistake]).Contains(mistake.i)));
            }

            for (int i = 0; i < mistakes.Count; i++)
            {
                (int Line, string Text)[] both = [mistakes[i], mistakes[random.Next(mistakes.Count)]];
                Array.Sort(both);
                if (IsBelow(lines, both[0].Line, both[1].Line))
                {
                    continue;
                }

                tried++;
                HashSet<int> reported = Reported(lines, both);
                if (!both.All(mistake => reported.Contains(mistake.Line)))
                {
                    wrong.Add(string.Join('\n', both.Select(mistake => mistake.Text)) + "\n" + MemoryFiles.Text(Load(Changed(lines, both)).Diagnostics));
                }
            }
        }

        output.WriteLine($"{tried} pairs");
        Assert.True(tried > 100);

        // A name that no service has isn't missed where a service could not be read: a few of a thousand pairs are about one another.
        Assert.True(wrong.Count * 500 < tried, $"{wrong.Count} of {tried}\n" + string.Join("\n-----\n", wrong.Take(50)));
    }


    [Fact]
    public void Mistakes_of_all_steps_are_reported_together() => Assert.Equal(
        [
            "5:5 services.web has no attribute \"enviroment\"",
            "7:13 \"80:80:80:80x\": \"80:80\" is no IP address",
            "10:16 \"64x\" is no size",
            "6:16 no network \"front\" is defined",
            "11:15 gone.env does not exist",
        ],
        MemoryFiles.Of("""
            services:
              web:
                image: nginx
                depends_on: [db]
                enviroment: {A: 1}
                networks: [front]
                ports: ["80:80:80:80x"]
              db:
                image: postgres
                mem_limit: 64x
                env_file: gone.env
            """).Errors());

    [Fact]
    public void What_could_not_be_read_is_missed_nowhere()
    {
        Assert.Equal("1:11 gone.yaml does not exist", Assert.Single(MemoryFiles.Of("include: [gone.yaml]\nservices: {a: {image: x, depends_on: [db], networks: [n], volumes: [\"v:/v\"]}}").Errors()));
        Assert.Equal("1:32 gone.yaml does not exist", Assert.Single(MemoryFiles.Of("services: {a: {extends: {file: gone.yaml, service: b}}}").Errors()));
        Assert.Equal("1:15 services.b must be a mapping", Assert.Single(MemoryFiles.Of("services: {b: [x], a: {image: x, depends_on: [b]}}").Errors()));
        Assert.Equal("2:1 the file has no attribute \"network\"", Assert.Single(MemoryFiles.Of("services: {a: {image: x, networks: [n]}}\nnetwork: {n: }").Errors()));
    }

    [Fact]
    public void A_mistake_in_the_first_file_does_not_hide_those_of_the_second() => Assert.Equal(
        ["/p/app/compose.yaml:1:26 services.a has no attribute \"imge\"", "/p/app/compose.override.yaml:1:26 services.a has no attribute \"prots\""],
        MemoryFiles.Of("services: {a: {image: x, imge: y}}").With("compose.override.yaml", "services: {a: {user: me, prots: [\"80\"]}}").Load().Diagnostics.Select(found => $"{found.Span} {found.Message}"));

    [Fact]
    public void What_several_services_extend_is_said_once() =>
        Assert.Single(MemoryFiles.Of("x-c: &c {restart: 5}\nservices: {a: {image: x, <<: *c}, b: {image: x, <<: *c}, c: {extends: b}}").Errors());

    private static string Changed(string[] lines, IEnumerable<(int Line, string Text)> mistakes)
    {
        string[] changed = [.. lines];
        foreach ((int line, string text) in mistakes)
        {
            changed[line] = text;
        }

        return string.Join('\n', changed);
    }

    private static HashSet<int> Reported(string[] lines, IEnumerable<(int Line, string Text)> mistakes) =>
        [.. Load(Changed(lines, mistakes)).Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.Span.Line - 1)];

    // Whether the second line is a part of what the first begins, or the same.
    private static bool IsBelow(string[] lines, int first, int second) =>
        lines[first..(second + 1)].Skip(1).All(line => Indent(line) > Indent(lines[first]) || line.Trim().Length == 0 || (line.TrimStart()[0] == '-' && Indent(line) == Indent(lines[first])));

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static ComposeLoadResult Load(string text) => MemoryFiles.Of(text).With(".env", "A=1").With("a.env", "B=2").Load("HOME=/h");

    private static IEnumerable<string> Mutations(string line)
    {
        Match match = Entry().Match(line);
        // What is in no active profile may lack what it names.
        if (!match.Success || match.Groups[2].Value == "profiles")
        {
            yield break;
        }

        yield return match.Groups[1].Value + match.Groups[2].Value + "q:" + match.Groups[3].Value;
        if (match.Groups[3].Value.Trim().Length > 0 && match.Groups[3].Value.Trim()[0] is not ('&' or '|' or '>' or '!'))
        {
            foreach (string value in match.Groups[1].Length == 0 ? Values[..^1] : Values)
            {
                yield return match.Groups[1].Value + match.Groups[2].Value + ": " + value;
            }
        }
    }

    private static IEnumerable<string> Texts()
    {
        yield return FullExample.Text;
        if (ConformanceCase.Corpus() is { } corpus)
        {
            foreach (string file in Directory.GetFiles(corpus, "*.y*ml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                yield return File.ReadAllText(file);
            }
        }
    }

    [GeneratedRegex(@"^(\s*(?:- )?)([A-Za-z_][\w.-]*):(| .*)$")]
    private static partial Regex Entry();
}

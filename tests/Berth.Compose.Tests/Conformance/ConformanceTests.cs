using System.Collections.Concurrent;

namespace Berth.Compose.Tests;

/// <summary>The whole corpus of what Docker Compose answers, where it lies beside the repository.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_case_of_the_corpus_is_answered_as_Compose_does()
    {
        string? corpus = ConformanceCase.Corpus();
        Assert.SkipWhen(corpus is null, "the conformance corpus is not beside the repository");
        string only = Environment.GetEnvironmentVariable("CONFORMANCE_ONLY") ?? "";
        List<ConformanceCase> cases = ConformanceCase.All(corpus).FindAll(one => one.Name.StartsWith(only, StringComparison.Ordinal));
        DirectoryInfo work = Directory.CreateTempSubdirectory("berth-conformance-");
        ConcurrentDictionary<string, string> failures = [];
        try
        {
            Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, one =>
            {
                string? wrong;
                try
                {
                    wrong = one.Run(work.FullName);
                }
                catch (Exception e)
                {
                    wrong = e.ToString();
                }

                if (wrong is not null)
                {
                    failures[one.Name] = wrong;
                }
            });
        }
        finally
        {
            work.Delete(recursive: true);
        }

        foreach ((string name, string wrong) in failures.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"FAIL {name}: {wrong}");
        }

        output.WriteLine($"{cases.Count - failures.Count} passed, {failures.Count} failed");
        Assert.Empty(failures);
    }
}

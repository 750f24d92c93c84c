using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Berth.Compose.Tests;

/// <summary>
/// Mutates Compose files: findings may come of it, and nothing else, no exception, no input over two seconds or 500 MB. A run in CI is bounded by time
/// (BERTH_FUZZ_SECONDS, 90 unless said otherwise) and by a number of inputs (BERTH_FUZZ_RUNS, 200,000), and always the same; BERTH_FUZZ_SEED makes others.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        ": ", "- ", "? ", "[", "]", "{", "}", ",", "\n", "\n  ", "\t", "#", " #", "'", "\"", "|\n", ">-\n", "&a ", "*a", "<<: *a", "!reset ", "!override ", "!!int ", "!x ", "---\n", "...\n", "%YAML 1.1\n",
        "${", "${A", "${A:-", "}", "$$", "$A", "~", "null", "true", "1", "1.5", "0x", "2001-01-01", "\0", "\r", "\u0085", "\uFEFF", "\u2028", "😀", "\ud800", "\\", "\\x", "\\u12", ":", "::", "/", "../", "./a:/b", "8080:80",
        "services", "extends", "include", "file: compose.yaml", "x-a", "depends_on: [a]", "env_file: .env", "compose.yaml", ".env",
    ];

    [Fact]
    public void Mutated_files_come_to_findings_and_nothing_else()
    {
        int seconds = Setting("BERTH_FUZZ_SECONDS", 90);
        int runs = Setting("BERTH_FUZZ_RUNS", 200_000);
        int seed = Setting("BERTH_FUZZ_SEED", 20261124);
        List<string> corpus = Corpus();
        Stopwatch clock = Stopwatch.StartNew();
        long slowest = 0;
        long largest = 0;
        int right = 0;
        int done = 0;
        Random random = new(seed);
        while (done < runs && clock.Elapsed.TotalSeconds < seconds)
        {
            string text = Mutate(corpus[random.Next(corpus.Count)], corpus, random);
            string other = Mutate(corpus[random.Next(corpus.Count)], corpus, random);
            long start = clock.ElapsedMilliseconds;
            long before = GC.GetAllocatedBytesForCurrentThread();
            right += Try(text, other, random.Next(12), $"seed {seed}, input {done}") ? 1 : 0;
            long took = clock.ElapsedMilliseconds - start;
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            slowest = Math.Max(slowest, took);
            largest = Math.Max(largest, taken);
            Assert.True(took < 2000, $"seed {seed}, input {done} took {took} ms:\n{text}");
            Assert.True(taken < 500L << 20, $"seed {seed}, input {done} took {taken >> 20} MB:\n{text}");
            done++;
        }

        output.WriteLine($"{done} inputs, {right} of them without an error, the slowest {slowest} ms, the largest {largest >> 20} MB");
        Assert.True(done > 100, "too few inputs in the time given");
    }

    private static bool Try(string text, string other, int how, string what)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (how == 3 && bytes.Length > 0)
        {
            bytes[bytes.Length / 2] ^= 0x80;
        }

        MemoryFiles files = new MemoryFiles().With("compose.yaml", bytes).With("other.yaml", other).With(".env", how == 4 ? text : "A=1").With("base.yml", other);
        ConfigOptions options = new() { Load = files.Options("A=1", "HOME=/h") with { Files = how is 2 or 6 or 7 ? ["compose.yaml", "other.yaml"] : [] }, Format = how == 1 ? "json" : "", NoInterpolate = how == 0, NoNormalize = how == 5, Variables = how == 8, Hash = how == 9 ? "*" : "" };
        try
        {
            return ConfigCommand.Run(options, TextWriter.Null, TextWriter.Null) == 0;
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}\n{text}");
            throw;
        }
    }

    private static string Mutate(string text, List<string> corpus, Random random)
    {
        if (random.Next(2) == 0)
        {
            text = MutateLines(text, corpus[random.Next(corpus.Count)], random);
            if (random.Next(2) == 0)
            {
                return text;
            }
        }

        StringBuilder changed = new(text);
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(changed.Length + 1);
            int length = Math.Min(random.Next(1, 20), changed.Length - at);
            switch (random.Next(6))
            {
                case 0:
                    changed.Remove(at, length);
                    break;
                case 1:
                    changed.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    changed.Insert(random.Next(changed.Length + 1), changed.ToString(at, length));
                    break;
                case 3:
                    changed.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 4 when changed.Length > at:
                    changed[at] = (char)random.Next(random.Next(2) == 0 ? 128 : 0xFFFF);
                    break;
                default:
                    changed.Insert(at, string.Concat(Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 200))));
                    break;
            }
        }

        return changed.ToString();
    }

    // Whole lines keep most files readable, so that what comes after the reader is tried too.
    private static string MutateLines(string text, string other, Random random)
    {
        List<string> lines = [.. text.Split('\n')];
        string[] others = other.Split('\n');
        for (int i = random.Next(1, 4); i > 0 && lines.Count > 0; i--)
        {
            int at = random.Next(lines.Count);
            string line = others[random.Next(others.Length)];
            switch (random.Next(5))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(random.Next(lines.Count), lines[at]);
                    break;
                case 2:
                    lines.Insert(at, line);
                    break;
                case 3:
                    // The key stays, the value is another one's.
                    int colon = lines[at].IndexOf(':', StringComparison.Ordinal);
                    lines[at] = colon < 0 ? line : lines[at][..(colon + 1)] + line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
                    break;
                default:
                    lines[at] = line;
                    break;
            }
        }

        return string.Join('\n', lines);
    }

    private static List<string> Corpus()
    {
        List<string> texts = [FullExample.Text, "services: {a: {extends: {file: other.yaml, service: a}}}\ninclude: [other.yaml]", "x-a: &a {b: 1}\nservices: {a: {<<: *a, image: x}}"];
        if (ConformanceCase.Corpus() is { } corpus)
        {
            texts.AddRange(Directory.GetFiles(corpus, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        }

        return texts;
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : usual;
}

using System.Diagnostics;
using System.Text;

namespace Berth.Compose.Tests;

/// <summary>Files of megabytes made to be slow, deep or large: findings in bounded time.</summary>
public sealed class HostileFilesTests
{
    private static string Repeat(string piece, int megabytes = 4) => string.Concat(Enumerable.Repeat(piece, (megabytes << 20) / piece.Length));

    private static readonly Dictionary<string, Func<string>> Files = new()
    {
        ["brackets"] = () => "a: " + Repeat("[", 10),
        ["braces"] = () => Repeat("{a: ", 10),
        ["dashes"] = () => Repeat("- ", 10),
        ["question marks"] = () => Repeat("? ", 10),
        ["deep and wide"] = () => "x-a: " + new string('[', 990) + Repeat("a, ") + new string(']', 990),
        ["keys of one mapping"] = () => string.Concat(Enumerable.Range(0, 200_000).Select(i => $"x-{i}: 1\n")),
        ["the same key"] = () => Repeat("a: 1\n"),
        ["one line of variables"] = () => "x-a: \"" + Repeat("$V ") + "\"",
        ["unclosed variables"] = () => "x-a: \"" + Repeat("${A") + "\"",
        ["nested variables"] = () => "x-a: \"" + Repeat("${A:-") + Repeat("}") + "\"",
        ["one long line"] = () => "x-a: [" + Repeat("\"$V\", ") + "]",
        ["anchors"] = () => string.Concat(Enumerable.Range(0, 50_000).Select(i => $"x-{i}: &a{i} [*a{Math.Max(0, i - 1)}]\n")),
        ["laughs"] = () => "x-0: &a0 [a, a, a, a, a, a, a, a, a]\n" + string.Concat(Enumerable.Range(1, 15).Select(i => $"x-{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n")),
        ["merges"] = () => "x-a: &a {" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"k{i}: {i}, ")) + "}\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"x-b{i}: {{<<: *a}}\n")),
        ["a chain of extends"] = () => "services:\n  s0: {image: x}\n" + string.Concat(Enumerable.Range(1, 900).Select(i => $"  s{i}: {{extends: s{i - 1}, cap_add: [C{i}]}}\n")),
        ["documents"] = () => string.Concat(Enumerable.Repeat("services: {a: {image: x}}\n---\n", 3000)) + "services: {}",
        ["comments"] = () => Repeat("# a\n", 10),
        ["blanks"] = () => "a:" + Repeat(" ", 10),
        ["empty lines"] = () => "a: b" + Repeat("\n", 10) + "c: d",
        ["a long scalar"] = () => "x-a: " + Repeat("a ", 10),
        ["quotes"] = () => "x-a: '" + Repeat("''", 10) + "'",
        ["services"] = () => "services:\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  s{i}: {{image: x, depends_on: [s{(i + 1) % 20_000}]}}\n")),
        ["mistakes"] = () => "services:\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"  s{i}: {{imagine: x}}\n")),
        ["ports"] = () => "services: {a: {image: x, ports: [\"1-65535:1-65535\"]}}",
        ["many ranges"] = () => "services: {a: {image: x, ports: [" + string.Concat(Enumerable.Range(0, 100).Select(i => $"\"{i + 1}-60000\", ")) + "]}}",
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Come_to_an_end_soon(string name)
    {
        string text = Files[name]();
        MemoryFiles files = MemoryFiles.Of(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch clock = Stopwatch.StartNew();
        files.Load();
        ConfigCommand.Run(new ConfigOptions { Load = files.Options(), Variables = true }, TextWriter.Null, TextWriter.Null);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {text.Length >> 10} KB, {clock.ElapsedMilliseconds} ms, {(GC.GetAllocatedBytesForCurrentThread() - before) >> 20} MB");

        // Two loads, not compiled for speed, on a machine that may be busy.
        Assert.True(clock.Elapsed.TotalSeconds < 20, $"{clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Variables_that_double_each_other_are_refused()
    {
        string laughs = "A0=aaaaaaaaaa\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"A{i}=$A{i - 1}$A{i - 1}\n"));
        Assert.Equal(["23:1 variables expand to more than 64 million characters"], MemoryFiles.Of("x-a: ${A60}").With(".env", laughs).Errors());
        string text = "x-a: [" + string.Concat(Enumerable.Repeat("$A, ", 100)) + "]";
        Assert.Equal("variables expand to more than 64 million characters", Assert.Single(MemoryFiles.Of(text).With(".env", "A=" + Repeat("a", 1)).Errors().Select(found => found.Split(' ', 2)[1]).Distinct()));
    }

    [Fact]
    public void A_large_env_file_of_many_services_is_refused()
    {
        string text = "services:\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"  s{i}: {{image: x, env_file: e.env}}\n"));
        Assert.Equal("variables expand to more than 64 million characters", MemoryFiles.Of(text).With("e.env", "A=" + Repeat("a", 1)).Errors()[0].Split(' ', 2)[1]);
    }

    [Fact]
    public void A_large_service_that_many_extend_is_refused()
    {
        string text = "services:\n  b: {image: x, environment: [" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"A{i}, ")) + "]}\n"
            + string.Concat(Enumerable.Range(0, 5000).Select(i => $"  s{i}: {{extends: b}}\n"));
        Assert.Equal("1002:10 the files expand to more than 5 million values", MemoryFiles.Of(text).Errors()[0]);
    }

    [Fact]
    public void Files_that_include_each_other_many_times_are_refused()
    {
        MemoryFiles files = new();
        for (int i = 0; i < 40; i++)
        {
            files.With(i == 0 ? "compose.yaml" : $"f{i}.yaml", $"include: [f{i + 1}.yaml, {{path: f{i + 1}.yaml}}]");
        }

        files.With("f40.yaml", "services: {a: {image: x}}");
        Assert.Equal("more than 10,000 files are included", files.Errors()[0].Split(' ', 2)[1]);
    }

    [Fact]
    public void Nothing_is_said_more_often_than_anybody_reads()
    {
        StringBuilder text = new("services:\n");
        for (int i = 0; i < 10_000; i++)
        {
            text.Append($"  s{i}: {{imagine: x}}\n");
        }

        Assert.Equal(200, MemoryFiles.Of(text.ToString()).Load().Diagnostics.Count);
    }
}

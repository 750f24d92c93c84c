using Berth.Docker;

namespace Berth.Cli;

/// <summary>Finds the command that words name, reads its words by its row, and runs it.</summary>
/// <param name="program">What messages call the program.</param>
/// <param name="globals">What stood before the command.</param>
/// <param name="mixed">Whether docker's and Compose's commands stand side by side (<c>berth</c> without the word <c>compose</c>).</param>
internal sealed class CommandCall(string program, GlobalOptions globals, bool mixed)
{
    /// <summary>Runs the command.</summary>
    /// <param name="words">The words from the command's name on.</param>
    /// <param name="hideCompose">Whether messages leave the word <c>compose</c> out, as the user did.</param>
    /// <returns>The exit code.</returns>
    public int Run(ReadOnlySpan<string> words, bool hideCompose)
    {
        var row = Find(words, hideCompose, out var used);
        var name = $"{program} {string.Join(' ', words[(hideCompose ? 1 : 0)..used]!)}".Trim();
        if (row.IsGroup || row.Name == "help")
            return Help(row, name, words[used..], hideCompose);
        if (!mixed || used != 1 || row.Name.StartsWith("compose ", StringComparison.Ordinal) || CommandTree.ResolveCompose(words[0]) is not { } other)
            return Run(row, name, words[used..]);
        return ComposeReach.OptionsGiven(globals) ? Run(other, $"{program} compose {words[0]}", words[used..]) : RunEither(row, other, name, words[used..]);
    }

    private CommandRow Find(ReadOnlySpan<string> words, bool hideCompose, out int used)
    {
        var row = CommandTree.Resolve(words, out used);
        if (row is null && mixed && (row = CommandTree.ResolveCompose(words[0])) is not null)
            used = 1;
        return row is null || (row.IsGroup && used < words.Length && !IsHelp(words[used])) ? throw Unknown(words, used, hideCompose) : row;
    }

    // A name that both grammars have: docker's command, unless the words only fit Compose's and a project is in reach.
    private int RunEither(CommandRow docker, CommandRow compose, string name, ReadOnlySpan<string> words)
    {
        ParsedArguments arguments;
        try
        {
            arguments = Read(docker, name, words);
        }
        catch (UsageException) when (ComposeReach.HasProject(globals) && TryRead(compose, name, words) is { } fitting)
        {
            return Dispatch(fitting, program + " compose " + name.Split(' ')[^1]);
        }
        try
        {
            return Dispatch(arguments, name);
        }
        catch (DockerException e) when (MissingContainer(e) is { } missing && ComposeReach.HasService(globals, missing) && TryRead(compose, name, words) is { } fitting)
        {
            return Dispatch(fitting, program + " compose " + name.Split(' ')[^1]);
        }
    }

    private static string? MissingContainer(DockerException e)
    {
        const string Start = "No such container: ";
        return e.Kind == DockerErrorKind.NotFound && e.Message.LastIndexOf(Start, StringComparison.Ordinal) is >= 0 and var at ? e.Message[(at + Start.Length)..] : null;
    }

    private int Run(CommandRow row, string name, ReadOnlySpan<string> words) => Dispatch(Read(row, name, words), name);

    private int Dispatch(ParsedArguments arguments, string name)
    {
        using var context = new CommandContext(arguments, globals, name) { Mixed = mixed };
        if (arguments.HelpAsked)
        {
            context.Out.Write(HelpWriter.Write(arguments.Row, name, CommandLine.Columns, []));
            return ExitCodes.Success;
        }
        try
        {
            return Commands.Run(context);
        }
        catch (UsageException e) when (!e.ShowUsage && (e.ExitCode == ExitCodes.Usage || e.ShowHelp))
        {
            context.Out.Flush();
            throw new UsageException($"{program}: {e.Message}\n\nRun '{name} --help' for more information", ExitCode(arguments.Row, e));
        }
        catch (UsageException e) when (e.ShowUsage)
        {
            context.Out.Flush();
            throw WithUsage(e, arguments.Row, name);
        }
    }

    private static ParsedArguments Read(CommandRow row, string name, ReadOnlySpan<string> words)
    {
        if (row.Raw)
        {
            var raw = new ParsedArguments(row);
            raw.AddWords(words);
            return raw;
        }
        var arguments = ArgumentParser.ParseIn(name, row, words, row.FlagsFirst);
        if (!arguments.HelpAsked)
            ArgumentCount.Check(row, name, arguments.Words.Count);
        return arguments;
    }

    private static ParsedArguments? TryRead(CommandRow row, string name, ReadOnlySpan<string> words)
    {
        try
        {
            return Read(row, name, words);
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private int Help(CommandRow row, string name, ReadOnlySpan<string> words, bool hideCompose)
    {
        using var output = new Output(1);
        if (row.Name == "help")
        {
            if (words.IsEmpty)
            {
                output.Write(HelpWriter.Write(CommandTable.Find(mixed ? "berth" : "docker")!, program, CommandLine.Columns, CommandTree.Children("", mixed)));
                return ExitCodes.Success;
            }
            row = CommandTree.Resolve(words, out var used) ?? (mixed ? CommandTree.ResolveCompose(words[0]) : null) ?? throw Unknown(words, 0, hideCompose);
            name = $"{program} {string.Join(' ', words[..Math.Max(1, used)]!)}";
        }
        output.Write(HelpWriter.Write(row, name, CommandLine.Columns, row.IsGroup ? CommandTree.Children(row.Name, hoistCompose: false) : []));
        return ExitCodes.Success;
    }

    private UsageException Unknown(ReadOnlySpan<string> words, int used, bool hideCompose)
    {
        var group = string.Join(' ', words[..used]!);
        var prefix = $"{program} {string.Join(' ', words[(hideCompose ? Math.Min(1, used) : 0)..used]!)}".TrimEnd();
        if (words[used].StartsWith('-'))
            return new UsageException($"unknown flag: {words[used]}\n\nRun '{prefix} --help' for more information");
        var near = NearestWord.Find(words[used], CommandTree.Children(group, mixed).ConvertAll(static child => child.Name));
        return new UsageException(
            $"{program}: unknown command: {prefix} {words[used]}\n{(near is null ? "" : $"\nDid you mean {prefix} {near}?\n")}\nRun '{prefix} --help' for more information",
            ExitCodes.Failure);
    }

    private static bool IsHelp(string word) => word is "--help" or "-h" or "help";

    private static int ExitCode(CommandRow row, UsageException e) => row.Name.StartsWith("compose ", StringComparison.Ordinal) ? ExitCodes.Failure : e.ExitCode;

    /// <summary>An error of the words, with the command's usage after it.</summary>
    public static UsageException WithUsage(UsageException e, CommandRow row, string name, string verb = "Run") => new(
        $"{e.Message}\n\nUsage:  {name} {row.Attribute("usage: "u8)}\n\n{verb} '{name} --help' for more information".Replace("  \n", "\n", StringComparison.Ordinal),
        ExitCode(row, e)) { ShowUsage = false };
}

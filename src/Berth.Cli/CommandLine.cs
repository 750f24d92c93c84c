using Berth.Docker;

namespace Berth.Cli;

/// <summary>From the words of a command line to its exit code.</summary>
internal sealed class CommandLine
{
    private const string Plugin = "docker-compose";
    private readonly string _program;
    private readonly bool _compose;
    private readonly bool _berth;

    private CommandLine(string calledAs)
    {
        _program = calledAs is Plugin or "docker" ? calledAs : "berth";
        _compose = calledAs == Plugin;
        _berth = _program == "berth";
    }

    /// <summary>Runs the command that the words name.</summary>
    /// <param name="words">The words after the program's name.</param>
    public static int Run(string[] words)
    {
        var calledAs = Path.GetFileName(Environment.GetCommandLineArgs()[0]);
        using var error = new Output(2);
        try
        {
            return new CommandLine(calledAs).Run(words.AsSpan());
        }
        catch (UsageException e)
        {
            error.WriteLine(e.Message);
            return e.ExitCode;
        }
        catch (SilentException e)
        {
            return e.ExitCode;
        }
        catch (OutputClosedException e)
        {
            if (e.Errno == Linux.Errno.EPIPE)
                return ExitCodes.Signal(Linux.Signals.Pipe);
            error.WriteLine(e.Message);
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (DockerException e)
        {
            error.WriteLine(ErrorText.Of(e));
            return ExitCodes.Failure;
        }
        catch (TemplateException e)
        {
            error.WriteLine("template parsing error: " + e.Message);
            return ExitCodes.Failure;
        }
        catch (IOException e)
        {
            error.WriteLine("berth: " + e.Message);
            return ExitCodes.Failure;
        }
    }

    private int Run(ReadOnlySpan<string> words)
    {
        var row = CommandTable.Find(_berth ? "berth" : "docker")!;
        if (_compose)
            return RunCompose(new ParsedArguments(row), _program, PluginWords(words), hideWord: true);
        var program = ArgumentParser.ParseIn(_program, row, words, flagsFirst: true);
        if (program.HelpAsked)
            return Help("", _program);
        if (program.Bool("version"u8))
            return VersionCommand.PrintShort(_program);
        if (program.Words.Count == 0)
            return Help("", _program);
        var rest = program.Words.ToArray();
        return rest[0] == "compose"
            ? RunCompose(program, _program + " compose", rest[1..], hideWord: false)
            : new CommandCall(_program, new GlobalOptions(program, null), _berth).Run(rest, hideCompose: false);
    }

    private int RunCompose(ParsedArguments program, string name, string[] words, bool hideWord)
    {
        var compose = ArgumentParser.ParseIn(name, CommandTable.Find("compose")!, words, flagsFirst: true);
        if (compose.Bool("version"u8))
            return VersionCommand.PrintComposeShort();
        return compose.HelpAsked || compose.Words.Count == 0
            ? Help("compose", name)
            : new CommandCall(_program, new GlobalOptions(program, compose), mixed: false).Run(["compose", .. compose.Words], hideWord);
    }

    // The docker command line calls a plugin with its own options and the plugin's name before the words.
    private static string[] PluginWords(ReadOnlySpan<string> words)
    {
        if (GlobalOptions.NonEmpty("DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND") is not null && words.IndexOf("compose") is >= 0 and var at)
            return words[(at + 1)..].ToArray();
        return words.ToArray();
    }

    private int Help(string group, string name)
    {
        var row = CommandTable.Find(group.Length > 0 ? group : _berth ? "berth" : "docker")!;
        using var output = new Output(1);
        output.Write(HelpWriter.Write(row, name, Columns, CommandTree.Children(group, _berth && group.Length == 0)));
        return ExitCodes.Success;
    }

    /// <summary>Columns of the terminal that help is written for.</summary>
    public static int Columns => Linux.TerminalMode.Size(1).Columns is > 40 and var columns ? Math.Min(columns, 140) : 80;
}

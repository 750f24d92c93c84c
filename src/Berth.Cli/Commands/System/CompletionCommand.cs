using Berth.Docker;

namespace Berth.Cli;

/// <summary>Completion of command lines: the scripts for shells, which ask this program, and the answers.</summary>
internal static class CompletionCommand
{
    /// <summary><c>completion</c>: prints the script for a shell.</summary>
    public static int Script(CommandContext context)
    {
        var text = context.Words[0] switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            var shell => throw new UsageException($"no completion for the shell {GoQuote.Double(shell)}; there is one for bash, zsh and fish", ExitCodes.Failure) { ShowUsage = false },
        };
        context.Out.Write(text.Replace("PROGRAM", context.Program, StringComparison.Ordinal));
        return ExitCodes.Success;
    }

    /// <summary><c>__complete</c>: prints what could come next, one a line, with a tab and a sentence where there is one.</summary>
    public static int Complete(CommandContext context)
    {
        var words = context.Words;
        var last = words.Count > 0 ? words[^1] : "";
        foreach (var (value, about) in Candidates(context, words.Count > 0 ? words.GetRange(0, words.Count - 1) : []))
        {
            if (value.StartsWith(last, StringComparison.Ordinal))
                context.Out.WriteLine(about.Length > 0 ? $"{value}\t{about}" : value);
        }
        return ExitCodes.Success;
    }

    private static IEnumerable<(string Value, string About)> Candidates(CommandContext context, List<string> before)
    {
        var compose = context.Program == "docker-compose";
        var mixed = context.Program == "berth";
        var line = CompletionLine.Read(compose ? ["compose", .. before] : before, mixed);
        if (line.AwaitedFlag is { } flag)
            return flag.Values.Select(static value => (value, ""));
        var last = context.Words.Count > 0 ? context.Words[^1] : "";
        if (last.StartsWith('-'))
            return HelpWriter.Options(line.Row).Select(static option => ("--" + option.Name, option.Help));
        if (line.Row.IsGroup || line.AtProgram)
            return CommandTree.Children(line.AtProgram ? "" : line.Row.Name, mixed && line.AtProgram).Select(static child => (child.Name, child.Row.About));
        return line.Row.Attribute("complete: "u8).Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(kind => Names(context, kind)).Select(static name => (name, ""));
    }

    private static IEnumerable<string> Names(CommandContext context, string kind)
    {
        try
        {
            return kind switch
            {
                "containers" => Containers(context, all: true, Filters.Empty),
                "running" => Containers(context, all: false, Filters.Empty),
                "stopped" => Containers(context, all: true, Filters.Empty.With("status", "exited").With("status", "created")),
                "images" => Images(context),
                "networks" => context.Client.Networks.ListAsync(Filters.Empty).GetAwaiter().GetResult().Select(static network => network.Name),
                "volumes" => (context.Client.Volumes.ListAsync(Filters.Empty).GetAwaiter().GetResult().Volumes ?? []).Select(static volume => volume.Name),
                "objects" => Containers(context, all: true, Filters.Empty).Concat(Images(context)),
                "shells" => ["bash", "fish", "zsh"],
                "commands" => CommandTree.Children("", hoistCompose: true).Select(static child => child.Name),
                _ => [],
            };
        }
        catch (DockerException)
        {
            return [];   // without an engine there is nothing to offer
        }
    }

    private static IEnumerable<string> Containers(CommandContext context, bool all, Filters filters) =>
        context.Client.Containers.ListAsync(new ContainerListOptions { All = all, Filters = filters }).GetAwaiter().GetResult()
            .SelectMany(static container => container.Names).Select(static name => name.TrimStart('/'));

    private static IEnumerable<string> Images(CommandContext context) =>
        context.Client.Images.ListAsync(new ImageListOptions()).GetAwaiter().GetResult().SelectMany(static image => image.RepoTags);

    private const string Bash = """
        # bash completion for PROGRAM; source this file, or put it into /etc/bash_completion.d/PROGRAM
        _PROGRAM_complete() {
          local IFS=$'\n'
          COMPREPLY=($("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
          [ ${#COMPREPLY[@]} -gt 0 ] || compopt -o default
        }
        complete -F _PROGRAM_complete PROGRAM

        """;

    private const string Zsh = """
        #compdef PROGRAM
        # zsh completion for PROGRAM; put this file as _PROGRAM into a folder of $fpath
        _PROGRAM() {
          local -a found
          local line
          while IFS= read -r line; do
            found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
          done < <("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
          if (( ${#found} )); then _describe PROGRAM found; else _files; fi
        }
        compdef _PROGRAM PROGRAM

        """;

    private const string Fish = """
        # fish completion for PROGRAM; put this file as ~/.config/fish/completions/PROGRAM.fish
        function __PROGRAM_complete
            set -l words (commandline -opc) (commandline -ct)
            $words[1] __complete $words[2..-1] 2>/dev/null
        end
        complete -c PROGRAM -a '(__PROGRAM_complete)'

        """;
}

namespace Berth.Cli;

/// <summary>The program's own row and those of its hidden helpers. <see cref="CommandTable"/> has the form of a row.</summary>
internal static class GlobalTable
{
    /// <summary>The rows, one after the other.</summary>
    public static ReadOnlySpan<byte> Text => """
== berth
about: Runs Compose projects and containers on an engine of its own
usage: [OPTIONS] COMMAND
include: compose-globals
    --config string               Folder of the client's configuration (default ~/.docker)
-c, --context string              Use this context of the client's configuration for the engine's address
-D, --debug                       Say more about what is done
-H, --host list                   Address of the engine: unix://, tcp://, ssh://
-l, --log-level string=info       Least level that is logged {debug|info|warn|error|fatal}
    --root string                 State folder of a private engine (BERTH_ROOT)
    --run string                  Run folder of a private engine, where its socket is (BERTH_RUN)
    --tls                         Use TLS to reach the engine
    --tlscacert string            Trust only engines whose certificate this authority signed
    --tlscert string              Certificate to show to the engine
    --tlskey string               Key of that certificate
    --tlsverify                   Use TLS and check the engine's certificate
-v, --version                     Print the version and end

== docker
about: Runs containers (the docker command line, answered by berth)
usage: [OPTIONS] COMMAND
    --config string               Folder of the client's configuration (default ~/.docker)
-c, --context string              Use this context of the client's configuration for the engine's address
-D, --debug                       Say more about what is done
-H, --host list                   Address of the engine: unix://, tcp://, ssh://
-l, --log-level string=info       Least level that is logged {debug|info|warn|error|fatal}
    --root string                 State folder of a private engine (BERTH_ROOT)
    --run string                  Run folder of a private engine, where its socket is (BERTH_RUN)
    --tls                         Use TLS to reach the engine
    --tlscacert string            Trust only engines whose certificate this authority signed
    --tlscert string              Certificate to show to the engine
    --tlskey string               Key of that certificate
    --tlsverify                   Use TLS and check the engine's certificate
-v, --version                     Print the version and end

== doctor
about: Say what this machine lacks to run containers, and what to do about it
usage: [OPTIONS]
group: Berth
args: 0
    --format string               Form of the output {text|json}

== engine
about: Serve the Engine API in the foreground
usage: [ENGINE OPTIONS]
group: Berth
args: 0-
raw

== completion
about: Print the completion script for a shell
usage: bash|zsh|fish
group: Berth
args: 1
complete: shells

== help
about: Show the help of a command
usage: [COMMAND...]
group: Berth
args: 0-
complete: commands

== __complete
about: !Print what could come next on a command line
usage: [WORD...]
args: 0-
raw

== docker-cli-plugin-metadata
about: !Tell the docker command line what this plugin is
usage:
args: 0-
raw
"""u8;
}

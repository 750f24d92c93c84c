namespace Berth.Cli;

/// <summary>Rows of the Compose commands that make and end a project. <see cref="CommandTable"/> has the form of a row.</summary>
internal static class ComposeTable
{
    /// <summary>The rows, one after the other.</summary>
    public static ReadOnlySpan<byte> Text => """
== compose-globals
about: !
    --all-resources               Keep networks, volumes and the like that no service uses
    --ansi string=auto            When to use a terminal's control characters {never|always|auto}
    --compatibility               Name containers as old versions did
    --dry-run                     Say what would be done and do nothing
    --env-file stringArray        Environment file to use instead of .env
-f, --file stringArray            Compose file
    --insecure-registry stringArray  !Registry to reach without TLS
    --no-ansi                     !Never use a terminal's control characters
    --parallel int=-1             Most steps at a time; -1 for no limit
    --profile stringArray         Profile to switch on
    --progress string             How progress is shown {auto|tty|plain|json|quiet}
    --project-directory string    Folder that relative paths start from
-p, --project-name string         Name of the project
    --verbose                     !Say more about what is done
    --workdir >project-directory

== compose-verb
about: !
    --dry-run                     Say what would be done and do nothing

== compose
about: Define and run applications of several containers
usage: [OPTIONS] COMMAND
group: Management
is-group
include: compose-globals
-v, --version                     !Print the version and end

== compose up
about: Create and start the services' containers
usage: [OPTIONS] [SERVICE...]
group: Compose
args: 0-
include: compose-verb
complete: services
    --abort-on-container-exit     Stop all when one ends
    --abort-on-container-failure  Stop all when one fails
    --always-recreate-deps        Make the containers of dependencies anew too
    --attach stringArray          Print what this service writes, and no other's
    --attach-dependencies         Print what dependencies write too
    --build                       Build images first
-d, --detach                      Leave the containers running and return
    --exit-code-from string       Return this service's exit code
    --force-recreate              Make containers anew even if nothing changed
    --ignore-unsupported          Leave out what the engine cannot do, with a warning
    --menu                        Offer keys while attached
    --no-attach stringArray       Do not print what this service writes
    --no-build                    Build no image
    --no-color                    Print without colours
    --no-deps                     Leave dependencies alone
    --no-log-prefix               Print without the services' names
    --no-recreate                 Keep containers even if something changed
    --no-start                    Create, but do not start
    --pull string=policy          When to pull images {always|missing|never}
    --quiet-build                 Do not show how builds go
    --quiet-pull                  Do not show how pulls go
    --remove-orphans              Remove containers of services that the files no longer have
-V, --renew-anon-volumes          Make anonymous volumes anew
    --scale scale                 Number of containers of a service (SERVICE=NUM)
-t, --timeout int                 Seconds to wait before a container is killed
    --timestamps                  Print the time of each line
    --wait                        Wait until services run or are healthy; implies --detach
    --wait-timeout int            Most seconds to wait
-w, --watch                       Watch source files and keep containers up to date
-y, --yes                         Answer yes to all questions

== compose down
about: Stop and remove the project's containers and networks
usage: [OPTIONS] [SERVICES]
group: Compose
args: 0-
include: compose-verb
complete: services
    --remove-orphans              Remove containers of services that the files no longer have
    --rmi string                  Remove the services' images {local|all}
-t, --timeout int                 Seconds to wait before a container is killed
-v, --volumes                     Remove volumes too

== compose create
about: Create the services' containers without starting them
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --build                       Build images first
    --force-recreate              Make containers anew even if nothing changed
    --no-build                    Build no image
    --no-recreate                 Keep containers even if something changed
    --pull string=policy          When to pull images {always|missing|never|build}
    --quiet-pull                  Do not show how pulls go
    --remove-orphans              Remove containers of services that the files no longer have
    --scale scale                 Number of containers of a service (SERVICE=NUM)
-y, --yes                         Answer yes to all questions

== compose start
about: Start the services' stopped containers
usage: [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --wait                        Wait until services run or are healthy
    --wait-timeout int            Most seconds to wait

== compose stop
about: Stop the services' containers
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
-t, --timeout int                 Seconds to wait before a container is killed

== compose restart
about: Stop the services' containers and start them again
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --no-deps                     Leave dependent services alone
-t, --timeout int                 Seconds to wait before a container is killed

== compose kill
about: Send a signal to the services' containers
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --remove-orphans              Remove containers of services that the files no longer have
-s, --signal string=SIGKILL       Signal to send

== compose rm
about: Remove the services' stopped containers
usage: [OPTIONS] [SERVICE...]
text: Volumes stay, but anonymous ones can be removed with -v.
args: 0-
include: compose-verb
complete: services
-a, --all                         !Include one-off containers
-f, --force                       Do not ask
-s, --stop                        Stop containers first
-v, --volumes                     Remove the containers' anonymous volumes too

== compose pause
about: Freeze the services' processes
usage: [SERVICE...]
args: 0-
include: compose-verb
complete: services

== compose unpause
about: Let the services' frozen processes go on
usage: [SERVICE...]
args: 0-
include: compose-verb
complete: services

== compose scale
about: Set the number of containers of services
usage: [SERVICE=REPLICAS...]
args: 0-
include: compose-verb
complete: services
    --no-deps                     Leave dependencies alone

== compose pull
about: Pull the services' images
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --ignore-buildable            Leave images out that can be built
    --ignore-pull-failures        Pull what can be pulled
    --include-deps                Pull the images of dependencies too
    --no-parallel                 !Pull one after the other
    --parallel                    !Pull at the same time
    --policy string               When to pull {missing|always}
-q, --quiet                       Do not show how it goes

== compose push
about: Push the services' images
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --ignore-push-failures        Push what can be pushed
    --include-deps                Push the images of dependencies too
-q, --quiet                       Do not show how it goes

== compose build
about: Build the services' images
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --build-arg stringArray       Set a build argument
    --builder string              Builder to use
    --check                       Only check the build configuration
    --compress                    !Compress the context
    --force-rm                    !Always remove intermediate containers
-m, --memory bytes                Limit of memory
    --no-cache                    Run every step again
    --no-rm                       !Keep intermediate containers
    --parallel                    !Build at the same time
    --print                       Print the equivalent bake file
    --progress string             !How builds are shown {auto|tty|plain|json|quiet}
    --provenance string           Attestation of how it was built
    --pull                        Look for newer base images
    --push                        Push the images
-q, --quiet                       Do not show how it goes
    --sbom string                 Attestation of what is in it
    --ssh string                  SSH agent that steps may use (default or id=socket)
    --with-dependencies           Build dependencies too
"""u8;
}

namespace Berth.Cli;

/// <summary>Rows of the Compose commands that look at a project or work inside it. <see cref="CommandTable"/> has the form of a row.</summary>
internal static class ComposeToolTable
{
    /// <summary>The rows, one after the other.</summary>
    public static ReadOnlySpan<byte> Text => """
== compose config
about: Check the project's files and print the model that they make
usage: [OPTIONS] [SERVICE...]
group: Compose
args: 0-
include: compose-verb
complete: services
    --environment                 Print the variables used for interpolation
    --error-format string=text    Form of errors {text|json}
    --explain string              Tell where a variable's value comes from and where it is used
    --format string               Form of the output {yaml|json}
    --hash string                 Print the configuration hash of services (* for all)
    --images                      Print the images' names
    --lock-image-digests          Print an override file with the images' digests
    --models                      Print the models' names
    --networks                    Print the networks' names
    --no-consistency              Do not check that the model fits together
    --no-env-resolution           Do not read the services' environment files
    --no-interpolate              Keep variables as they are written
    --no-normalize                Do not normalise the model
    --no-path-resolution          Keep paths as they are written
-o, --output string               Write to this file
    --profiles                    Print the profiles' names
-q, --quiet                       Only check, print nothing
    --resolve-image-digests       Name images by digest
    --services                    Print the services' names
    --variables                   Print the variables and their defaults
    --volumes                     Print the volumes' names

== compose ps
about: List the project's containers
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
-a, --all                         Show stopped and one-off containers too
    --filter string               Show only what matches a condition (status=…)
    --format string=table         Form of the output {table|json} or a Go template
    --no-trunc                    Do not cut anything short
    --orphans bool=true           Show services too that the files no longer have
-q, --quiet                       Print ids only
    --services                    Print services only
    --status stringArray          Show this state only {paused|restarting|removing|running|dead|created|exited}

== compose logs
about: Print what the services' containers wrote
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
-f, --follow                      Go on as more is written
    --index int                   Number of the container, if there are several
    --no-color                    Print without colours
    --no-log-prefix               Print without the services' names
    --since string                Begin at this time, or this long ago (42m)
-n, --tail string=all             Begin this many lines before the end
-t, --timestamps                  Print the time of each line
    --until string                End at this time, or this long ago (42m)

== compose exec
about: Run a command in a service's running container
usage: [OPTIONS] SERVICE COMMAND [ARGS...]
args: 2-
flags-first
include: compose-verb
complete: services
-d, --detach                      Leave the command running and return at once
-e, --env stringArray             Set an environment variable
    --index int                   Number of the container, if there are several
-i, --interactive bool=true       !Keep standard input open
    --no-TTY >no-tty
-T, --no-tty                      Give the command no terminal
    --privileged                  Give the command every privilege
-t, --tty bool=true               !Give the command a terminal
-u, --user string                 User to run as
-w, --workdir string              Working folder inside the container

== compose run
about: Run a command once in a container of its own for a service
usage: [OPTIONS] SERVICE [COMMAND] [ARGS...]
args: 1-
flags-first
include: compose-verb
complete: services
    --build                       Build the image first
    --cap-add list                Add a capability
    --cap-drop list               Take a capability away
-d, --detach                      Leave the container running and print its id
    --entrypoint string           Run this instead of the image's entry point
-e, --env stringArray             Set an environment variable
    --env-from-file stringArray   Read environment variables from a file
-i, --interactive bool=true       Keep standard input open
-l, --label stringArray           Set a label
    --name string                 Name of the container
    --no-TTY >no-tty
    --no-deps                     Leave dependencies alone
-T, --no-tty                      Give the command no terminal
-p, --publish stringArray         Publish a port on this machine
    --pull string=policy          When to pull images {always|missing|never}
-q, --quiet                       Print nothing but what the command writes
    --quiet-build                 Do not show how builds go
    --quiet-pull                  Do not show how pulls go
    --remove-orphans              Remove containers of services that the files no longer have
    --rm                          Remove the container when it ends
-P, --service-ports               Publish the service's ports
-t, --tty bool=true               !Give the command a terminal
    --use-aliases                 Give the container the service's names on its networks
-u, --user string                 User to run as
-v, --volume stringArray          Mount a volume or a folder of this machine
-w, --workdir string              Working folder inside the container

== compose attach
about: Connect this terminal to a service's container
usage: [OPTIONS] SERVICE
args: 1
include: compose-verb
complete: services
    --detach-keys string          Keys that leave the container without stopping it
    --index int                   Number of the container, if there are several
    --no-stdin                    Do not pass standard input on
    --sig-proxy bool=true         Pass signals on to the container's process

== compose cp
about: Copy files between a service's container and this machine
usage: [OPTIONS] SERVICE:SRC_PATH DEST_PATH|-
usage: [OPTIONS] SRC_PATH|- SERVICE:DEST_PATH
args: 2
include: compose-verb
complete: services
    --all                         Include one-off containers
-a, --archive                     Keep owner and group ids
-L, --follow-link                 Copy what a link at the source points to
    --index int                   Number of the container, if there are several

== compose top
about: List the services' processes
usage: [SERVICES...]
args: 0-
include: compose-verb
complete: services

== compose port
about: Print where a service's port is published
usage: [OPTIONS] SERVICE PRIVATE_PORT
args: 2
include: compose-verb
complete: services
    --index int                   Number of the container, if there are several
    --protocol string=tcp         Protocol {tcp|udp}

== compose images
about: List the images of the project's containers
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --format string=table         Form of the output {table|json}
-q, --quiet                       Print ids only

== compose volumes
about: List the project's volumes
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --format string=table         Form of the output {table|json} or a Go template
-q, --quiet                       Print names only

== compose volume
about: Look at single volumes of the project
usage: COMMAND
is-group
include: compose-verb

== compose volume inspect
about: Print all that is known about the project's volumes
text: A volume is named by its key in the Compose file or by its own name; without names, all of the project's.
usage: [OPTIONS] [VOLUME...]
args: 0-
include: compose-verb
complete: volumes
-f, --format string               Form of the output {json} or a Go template

== compose stats
about: Show what the services' containers use, live
usage: [OPTIONS] [SERVICE]
args: 0-
include: compose-verb
complete: services
-a, --all                         Show all containers, not only running ones
    --format string               Form of the output {table|json} or a Go template
    --no-stream                   Print once and end
    --no-trunc                    Do not cut anything short

== compose events
about: Show what happens to the project's containers
usage: [OPTIONS] [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --json                        Print a JSON object a line
    --since string                Begin at this time, or this long ago (42m)
    --until string                End at this time, or this long ago (42m)

== compose ls
about: List projects
usage: [OPTIONS]
group: Compose
args: 0
include: compose-verb
-a, --all                         Show stopped projects too
    --filter filter               Show only what matches a condition (name=…)
    --format string=table         Form of the output {table|json}
-q, --quiet                       Print names only

== compose wait
about: Wait until services end and return the last exit code
usage: SERVICE [SERVICE...] [OPTIONS]
args: 1-
include: compose-verb
complete: services
    --down-project                End the project when the first container ends

== compose watch
about: Watch source files and keep containers up to date
usage: [SERVICE...]
args: 0-
include: compose-verb
complete: services
    --no-up                       Do not build and start services first
    --prune bool=true             Remove images that a build replaced
    --quiet                       Do not show how builds go

== compose version
about: Print the version
usage: [OPTIONS]
args: 0
include: compose-verb
-f, --format string               Form of the output {pretty|json}
    --short                       Print the number only

== compose commit
about: Make an image of a service's container
usage: [OPTIONS] SERVICE [REPOSITORY[:TAG]]
args: 1-2
include: compose-verb
complete: services
-a, --author string               Author, as in "Jo Doe <jo@example.org>"
-c, --change list                 Dockerfile instruction to apply to the image
    --index int                   Number of the container, if there are several
-m, --message string              Message
-p, --pause bool=true             Freeze the container meanwhile

== compose export
about: Write the file system of a service's container as a tar archive
usage: [OPTIONS] SERVICE
args: 1
include: compose-verb
complete: services
    --index int                   Number of the container, if there are several
-o, --output string               Write to this file

== compose publish
about: Publish the project to a registry
usage: [OPTIONS] REPOSITORY[:TAG]
args: 1
include: compose-verb
    --app                         Include the images
    --insecure-registry           !Use a registry without TLS
    --oci-version string          Version of the OCI specification
    --resolve-image-digests       Name images by digest
    --with-env                    Include environment variables
-y, --yes                         Answer yes to all questions

== compose bridge
about: Convert the project to another model
usage: COMMAND
group: Management
is-group
include: compose-verb

== compose bridge convert
about: Convert the project to Kubernetes manifests or another model
usage: [OPTIONS]
args: 0
include: compose-verb
-o, --output string=out           Folder for the result
    --templates string            Folder of templates
-t, --transformation stringArray  Transformation to apply

== compose bridge transformations
about: Manage transformations
usage: COMMAND
is-group
include: compose-verb

== compose bridge transformations list, compose bridge transformations ls
about: List transformations
usage: [OPTIONS]
args: 0
include: compose-verb
    --format string=table         Form of the output {table|json}
-q, --quiet                       Print names only

== compose bridge transformations create
about: Make a transformation
usage: [OPTIONS] PATH
args: 1
include: compose-verb
-f, --from string                 Transformation to copy

== compose alpha
about: !Experimental commands
usage: COMMAND
is-group
include: compose-verb

== compose alpha viz
about: Print the project as a graph for graphviz
usage: [OPTIONS]
args: 0
include: compose-verb
    --image                       Show the services' images
    --indentation-size int=1      Number of tabs or spaces to indent by
    --networks                    Show the services' networks
    --ports                       Show the services' ports
    --spaces                      Indent with spaces

== compose alpha generate
about: Make a Compose file of existing containers
usage: [OPTIONS] [CONTAINERS...]
args: 0-
include: compose-verb
complete: containers
    --format string=yaml          Form of the output {yaml|json}
    --name string                 Name of the project
    --project-dir string          Folder of the project
"""u8;
}

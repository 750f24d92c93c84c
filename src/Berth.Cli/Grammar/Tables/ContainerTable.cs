namespace Berth.Cli;

/// <summary>Rows of the commands about containers. <see cref="CommandTable"/> has the form of a row.</summary>
internal static class ContainerTable
{
    /// <summary>The rows, one after the other.</summary>
    public static ReadOnlySpan<byte> Text => """
== run, container run
about: Create a container from an image and start it
usage: [OPTIONS] IMAGE [COMMAND] [ARG...]
group: Common
args: 1-
flags-first
include: container-options
complete: images
-d, --detach                      Leave the container running and print its id
    --detach-keys string          Keys that leave the container without stopping it
    --sig-proxy bool=true         Pass signals on to the container's process

== create, container create
about: Create a container without starting it
usage: [OPTIONS] IMAGE [COMMAND] [ARG...]
args: 1-
flags-first
include: container-options
complete: images

== exec, container exec
about: Run a command in a running container
usage: [OPTIONS] CONTAINER COMMAND [ARG...]
group: Common
args: 2-
flags-first
complete: running
-d, --detach                      Leave the command running and return at once
    --detach-keys string          Keys that leave the command without ending it
-e, --env list                    Set an environment variable
    --env-file list               Read environment variables from a file
-i, --interactive                 Keep standard input open
    --privileged                  Give the command every privilege
-t, --tty                         Give the command a terminal
-u, --user string                 User to run as: name|uid[:group|gid]
-w, --workdir string              Working folder inside the container

== ps, container ls, container list, container ps
about: List containers
usage: [OPTIONS]
group: Common
args: 0
-a, --all                         Show all containers, not only running ones
-f, --filter filter               Show only what matches a condition
    --format string               Form of the output {table|json} or a Go template
-n, --last int=-1                 Show the n containers made last, in any state
-l, --latest                      Show the container made last, in any state
    --no-trunc                    Do not cut anything short
-q, --quiet                       Print ids only
-s, --size                        Show how much disk each uses

== logs, container logs
about: Print what a container wrote
usage: [OPTIONS] CONTAINER
args: 1
complete: containers
    --details                     Print the attributes that the log driver was given
-f, --follow                      Go on as more is written
    --since string                Begin at this time, or this long ago (42m)
-n, --tail string=all             Begin this many lines before the end
-t, --timestamps                  Print the time of each line
    --until string                End at this time, or this long ago (42m)

== start, container start
about: Start stopped containers
usage: [OPTIONS] CONTAINER [CONTAINER...]
args: 1-
complete: stopped
-a, --attach                      Print what it writes and pass signals on
    --checkpoint string           !Start from a checkpoint
    --checkpoint-dir string       !Folder of the checkpoints
    --detach-keys string          Keys that leave the container without stopping it
-i, --interactive                 Pass standard input on

== stop, container stop
about: Stop running containers
usage: [OPTIONS] CONTAINER [CONTAINER...]
args: 1-
complete: running
-s, --signal string               Signal to send first
    --time >timeout
-t, --timeout int                 Seconds to wait before the container is killed

== restart, container restart
about: Stop containers and start them again
usage: [OPTIONS] CONTAINER [CONTAINER...]
args: 1-
complete: containers
-s, --signal string               Signal to send first
    --time >timeout
-t, --timeout int                 Seconds to wait before the container is killed

== kill, container kill
about: Send a signal to running containers
usage: [OPTIONS] CONTAINER [CONTAINER...]
args: 1-
complete: running
-s, --signal string               Signal to send (default KILL)

== pause, container pause
about: Freeze the processes of containers
usage: CONTAINER [CONTAINER...]
args: 1-
complete: running

== unpause, container unpause
about: Let frozen processes go on
usage: CONTAINER [CONTAINER...]
args: 1-
complete: running

== wait, container wait
about: Wait until containers end and print their exit codes
usage: CONTAINER [CONTAINER...]
args: 1-
complete: containers

== attach, container attach
about: Connect this terminal to a running container
usage: [OPTIONS] CONTAINER
args: 1
complete: running
    --detach-keys string          Keys that leave the container without stopping it
    --no-stdin                    Do not pass standard input on
    --sig-proxy bool=true         Pass signals on to the container's process

== rm, container rm, container remove
about: Remove containers
usage: [OPTIONS] CONTAINER [CONTAINER...]
args: 1-
complete: containers
-f, --force                       Kill the container first if it runs
-l, --link                        Remove the link of this name, not the container
-v, --volumes                     Remove the container's anonymous volumes too

== rename, container rename
about: Give a container another name
usage: CONTAINER NEW_NAME
args: 2
complete: containers

== cp, container cp
about: Copy files between a container and this machine
usage: [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-
usage: [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH
text: With '-' as the source, a tar archive is read from standard input;
text: with '-' as the destination, one is written to standard output.
args: 2
complete: containers
-a, --archive                     Keep owner and group ids
-L, --follow-link                 Copy what a link at the source points to
-q, --quiet                       Do not say what was copied

== diff, container diff
about: List what changed in a container's file system
usage: CONTAINER
args: 1
complete: containers

== top, container top
about: List the processes of a container
usage: CONTAINER [ps OPTIONS]
args: 1-
flags-first
complete: running

== port, container port
about: List a container's published ports
usage: CONTAINER [PRIVATE_PORT[/PROTO]]
args: 1-2
complete: containers

== stats, container stats
about: Show what containers use, live
usage: [OPTIONS] [CONTAINER...]
args: 0-
complete: running
-a, --all                         Show all containers, not only running ones
    --format string               Form of the output {table|json} or a Go template
    --no-stream                   Print once and end
    --no-trunc                    Do not cut anything short

== update, container update
about: Change the limits of containers
usage: [OPTIONS] CONTAINER [CONTAINER...]
args: 1-
complete: containers
    --blkio-weight uint16=0       Share of block I/O, 10 to 1000; 0 for none
    --cpu-period int              Length of a scheduling period, microseconds
    --cpu-quota int               Processor time in a period, microseconds
    --cpu-rt-period int           Length of a real-time period, microseconds
    --cpu-rt-runtime int          Real-time processor time in a period, microseconds
-c, --cpu-shares int              Share of processor time
    --cpus decimal                Number of processors
    --cpuset-cpus string          Processors to run on (0-3, 0,1)
    --cpuset-mems string          Memory nodes to use (0-3, 0,1)
    --kernel-memory bytes         !Limit of kernel memory
-m, --memory bytes                Limit of memory
    --memory-reservation bytes    Limit of memory when the machine is short of it
    --memory-swap bytes           Limit of memory and swap together; -1 for no limit
    --pids-limit int              Limit of processes; -1 for none
    --restart string              When to start it again after it ended

== commit, container commit
about: Make an image of a container's file system
usage: [OPTIONS] CONTAINER [REPOSITORY[:TAG]]
args: 1-2
complete: containers
-a, --author string               Author, as in "Jo Doe <jo@example.org>"
-c, --change list                 Dockerfile instruction to apply to the image
-m, --message string              Message
-p, --pause bool=true             Freeze the container meanwhile

== export, container export
about: Write a container's file system as a tar archive
usage: [OPTIONS] CONTAINER
args: 1
complete: containers
-o, --output string               Write to this file

== container
about: Manage containers
usage: COMMAND
group: Management
is-group

== container inspect
about: Print all that is known about containers
usage: [OPTIONS] CONTAINER [CONTAINER...]
args: 1-
complete: containers
-f, --format string               Form of the output {json} or a Go template
-s, --size                        Count the disk space too

== container prune
about: Remove all stopped containers
usage: [OPTIONS]
args: 0
    --filter filter               Remove only what matches a condition
-f, --force                       Do not ask
"""u8;
}

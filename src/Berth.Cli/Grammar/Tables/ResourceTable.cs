namespace Berth.Cli;

/// <summary>Rows of the commands about networks, volumes, contexts and the engine. <see cref="CommandTable"/> has the form of a row.</summary>
internal static class ResourceTable
{
    /// <summary>The rows, one after the other.</summary>
    public static ReadOnlySpan<byte> Text => """
== inspect
about: Print all that is known about objects
usage: [OPTIONS] NAME|ID [NAME|ID...]
args: 1-
complete: objects
-f, --format string               Form of the output {json} or a Go template
-s, --size                        Count the disk space of containers too
    --type string                 Look for this type only {container|image|network|volume}

== network
about: Manage networks
usage: COMMAND
group: Management
is-group

== network ls, network list
about: List networks
usage: [OPTIONS]
args: 0
-f, --filter filter               Show only what matches a condition
    --format string               Form of the output {table|json} or a Go template
    --no-trunc                    Do not cut anything short
-q, --quiet                       Print ids only

== network inspect
about: Print all that is known about networks
usage: [OPTIONS] NETWORK [NETWORK...]
args: 1-
complete: networks
-f, --format string               Form of the output {json} or a Go template
-v, --verbose                     Print more for a diagnosis

== network create
about: Create a network
usage: [OPTIONS] NETWORK
args: 1
    --attachable                  Let containers be attached by hand
    --aux-address map             Address that is not given to containers (name=ip)
    --config-from string          Network to copy the configuration from
    --config-only                 Make a configuration, not a network
-d, --driver string=bridge        Driver
    --gateway strings             Gateway of a subnet
    --ingress                     Make a routing-mesh network
    --internal                    No way out of the network
    --ip-range strings            Give containers addresses of this range only
    --ipam-driver string=default  Driver that manages the addresses
    --ipam-opt map                Option of that driver
    --ipv4 bool=true              Give containers IPv4 addresses
    --ipv6                        Give containers IPv6 addresses
    --label list                  Set a label
-o, --opt map                     Option of the driver
    --scope string                Scope of the network
    --subnet strings              Subnet (10.5.0.0/16)

== network rm, network remove
about: Remove networks
usage: NETWORK [NETWORK...]
args: 1-
complete: networks
-f, --force                       No error if there is no such network

== network connect
about: Connect a container to a network
usage: [OPTIONS] NETWORK CONTAINER
args: 2
complete: networks containers
    --alias strings               Add a name on the network
    --driver-opt strings          Option of the driver
    --gw-priority int             The network with the highest is the way out
    --ip string                   IPv4 address (172.30.100.104)
    --ip6 string                  IPv6 address (2001:db8::33)
    --link list                   Let the container find another one by name
    --link-local-ip strings       Link-local address

== network disconnect
about: Disconnect a container from a network
usage: [OPTIONS] NETWORK CONTAINER
args: 2
complete: networks containers
-f, --force                       Disconnect it whatever its state

== network prune
about: Remove networks that no container uses
usage: [OPTIONS]
args: 0
    --filter filter               Remove only what matches a condition
-f, --force                       Do not ask

== volume
about: Manage volumes
usage: COMMAND
group: Management
is-group

== volume ls, volume list
about: List volumes
usage: [OPTIONS]
args: 0
    --cluster                     !Show cluster volumes only
-f, --filter filter               Show only what matches a condition
    --format string               Form of the output {table|json} or a Go template
-q, --quiet                       Print names only

== volume inspect
about: Print all that is known about volumes
usage: [OPTIONS] VOLUME [VOLUME...]
args: 1-
complete: volumes
-f, --format string               Form of the output {json} or a Go template

== volume create
about: Create a volume
usage: [OPTIONS] [VOLUME]
args: 0-1
-d, --driver string=local         Driver
    --label list                  Set a label
    --name string                 !Name of the volume
-o, --opt map                     Option of the driver

== volume rm, volume remove
about: Remove volumes
usage: [OPTIONS] VOLUME [VOLUME...]
args: 1-
complete: volumes
-f, --force                       No error if there is no such volume

== volume prune
about: Remove volumes that no container uses
usage: [OPTIONS]
args: 0
-a, --all                         Remove named volumes too
    --filter filter               Remove only what matches a condition
-f, --force                       Do not ask

== version
about: Show the versions of this program and of the engine
usage: [OPTIONS]
group: Common
args: 0
-f, --format string               Form of the output {json} or a Go template

== info, system info
about: Show what the engine and its machine are like
usage: [OPTIONS]
group: Common
args: 0
-f, --format string               Form of the output {json} or a Go template

== events, system events
about: Show what happens in the engine
usage: [OPTIONS]
args: 0
-f, --filter filter               Show only what matches a condition
    --format string               Form of the output {json} or a Go template
    --since string                Begin at this time, or this long ago (42m)
    --until string                End at this time, or this long ago (42m)

== system
about: Manage the engine
usage: COMMAND
group: Management
is-group

== system df
about: Show how much disk the engine uses
usage: [OPTIONS]
args: 0
    --format string               Form of the output {table|json} or a Go template
-v, --verbose                     Show each object

== system prune
about: Remove all that is unused
usage: [OPTIONS]
args: 0
-a, --all                         Remove all images without a container, not only untagged ones
    --filter filter               Remove only what matches a condition
-f, --force                       Do not ask
    --volumes                     Remove anonymous volumes too

== system dial-stdio
about: !Connect standard input and output to the engine
usage:
args: 0

== context
about: Manage the client's contexts
usage: COMMAND
group: Management
is-group

== context ls, context list
about: List contexts
usage: [OPTIONS]
args: 0
    --format string               Form of the output {table|json} or a Go template
-q, --quiet                       Print names only

== context use
about: Choose the context that is used from now on
usage: CONTEXT
args: 1

== context show
about: Print the name of the context in use
usage:
args: 0

== context inspect
about: Print all that is known about contexts
usage: [OPTIONS] [CONTEXT] [CONTEXT...]
args: 0-
-f, --format string               Form of the output {json} or a Go template
"""u8;
}

namespace Berth.Cli;

/// <summary>Rows of the commands about images and registries. <see cref="CommandTable"/> has the form of a row.</summary>
internal static class ImageTable
{
    /// <summary>The rows, one after the other.</summary>
    public static ReadOnlySpan<byte> Text => """
== images, image ls, image list
about: List images
usage: [OPTIONS] [REPOSITORY[:TAG]]
group: Common
args: 0-1
-a, --all                         Show intermediate images too
    --digests                     Show digests
-f, --filter filter               Show only what matches a condition
    --format string               Form of the output {table|json} or a Go template
    --no-trunc                    Do not cut anything short
-q, --quiet                       Print ids only
    --tree                        Show the platforms of each image

== pull, image pull
about: Download an image from a registry
usage: [OPTIONS] NAME[:TAG|@DIGEST]
group: Common
args: 1
-a, --all-tags                    Download all tags of the repository
    --disable-content-trust bool=true  Do not check image signatures
    --platform string             Platform of the image (linux/arm64)
-q, --quiet                       Print the name only

== push, image push
about: Upload an image to a registry
usage: [OPTIONS] NAME[:TAG]
group: Common
args: 1
complete: images
-a, --all-tags                    Upload all tags of the repository
    --disable-content-trust bool=true  Do not sign the image
    --platform string             Upload the image of this platform alone
-q, --quiet                       Print the name only

== rmi, image rm, image remove
about: Remove images
usage: [OPTIONS] IMAGE [IMAGE...]
args: 1-
complete: images
-f, --force                       Remove it even if it is in use
    --no-prune                    Keep untagged parents
    --platform strings            Remove the image of this platform alone

== tag, image tag
about: Give an image another name
usage: SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]
args: 2
complete: images

== history, image history
about: List the steps that made an image
usage: [OPTIONS] IMAGE
args: 1
complete: images
    --format string               Form of the output {table|json} or a Go template
-H, --human bool=true             Print sizes and dates as people say them
    --no-trunc                    Do not cut anything short
    --platform string             Platform of the image (linux/arm64)
-q, --quiet                       Print ids only

== load, image load
about: Load images from an archive
usage: [OPTIONS]
args: 0
-i, --input string                Read this file instead of standard input
    --platform string             Load the image of this platform alone
-q, --quiet                       Do not show how it goes

== save, image save
about: Write images to an archive
usage: [OPTIONS] IMAGE [IMAGE...]
args: 1-
complete: images
-o, --output string               Write to this file instead of standard output
    --platform string             Write the image of this platform alone

== import, image import
about: Make an image of an archived file system
usage: [OPTIONS] file|URL|- [REPOSITORY[:TAG]]
args: 1-
-c, --change list                 Dockerfile instruction to apply to the image
-m, --message string              Message
    --platform string             Platform of the image (linux/arm64)

== build, image build, builder build, buildx build
about: Build an image from a Dockerfile
usage: [OPTIONS] PATH | URL | -
group: Common
args: 1
    --add-host strings            Add a name to the hosts file of the steps (host:ip)
    --allow stringArray           Allow an extra privilege
    --annotation stringArray      Add an annotation to the image
    --attest stringArray          Attestation to make
    --build-arg stringArray       Set a build argument
    --build-context stringArray   Add a named context (name=path)
    --builder string              Builder to use
    --cache-from stringArray      Where cached steps may be taken from
    --cache-to stringArray        Where cached steps are put
    --call string=build           What to do with the Dockerfile {build|check|outline|targets}
    --cgroup-parent string        Cgroup to put the steps' under
    --check                       Only check the Dockerfile
    --compress                    !Compress the context
    --cpu-period int              !Length of a scheduling period, microseconds
    --cpu-quota int               !Processor time in a period, microseconds
-c, --cpu-shares int              !Share of processor time
    --cpuset-cpus string          !Processors to run on
    --cpuset-mems string          !Memory nodes to use
    --disable-content-trust bool=true  !Do not check image signatures
-D, --debug                       Say more about what is done
-f, --file string                 The Dockerfile (default PATH/Dockerfile)
    --force-rm                    !Always remove intermediate containers
    --iidfile string              Write the image's id to this file
    --isolation string            !Isolation technology
    --label stringArray           Set a label of the image
    --load                        Keep the image in the engine
-m, --memory bytes                !Limit of memory
    --memory-swap bytes           !Limit of memory and swap together
    --metadata-file string        Write the result's metadata to this file
    --network string=default      Network of the steps
    --no-cache                    Run every step again
    --no-cache-filter stringArray  Run every step of this stage again
-o, --output stringArray          Where the result goes (type=local,dest=path)
    --platform stringArray        Platform to build for
    --progress string=auto        How the build is shown {auto|none|plain|quiet|rawjson|tty}
    --provenance string           Attestation of how it was built
    --pull                        Look for newer base images
    --push                        Upload the image
-q, --quiet                       Print the image's id only
    --rm bool=true                !Remove intermediate containers
    --sbom string                 Attestation of what is in it
    --secret stringArray          Secret that steps may read (id=name[,src=file|,env=variable])
    --security-opt strings        !Security option
    --shm-size bytes              Size of /dev/shm of the steps
    --squash                      !Make one layer
    --ssh stringArray             SSH agent that steps may use (default or id=socket)
-t, --tag stringArray             Name of the image (name:tag)
    --target string               Stage to build
    --ulimit ulimit               Set a resource limit of the steps

== search
about: Search a registry for images
usage: [OPTIONS] TERM
args: 1
-f, --filter filter               Show only what matches a condition
    --format string               Form of the output {table|json} or a Go template
    --limit int                   Most results to show
    --no-trunc                    Do not cut anything short

== login
about: Log in to a registry
usage: [OPTIONS] [SERVER]
group: Common
args: 0-1
-p, --password string             Password or access token
    --password-stdin              Read the password from standard input
-u, --username string             User name

== logout
about: Forget the login of a registry
usage: [SERVER]
group: Common
args: 0-1

== image
about: Manage images
usage: COMMAND
group: Management
is-group

== image inspect
about: Print all that is known about images
usage: [OPTIONS] IMAGE [IMAGE...]
args: 1-
complete: images
-f, --format string               Form of the output {json} or a Go template
    --platform string             Platform of the image (linux/arm64)

== image prune
about: Remove unused images
usage: [OPTIONS]
args: 0
-a, --all                         Remove all images without a container, not only untagged ones
    --filter filter               Remove only what matches a condition
-f, --force                       Do not ask

== builder, buildx
about: Manage the build cache
usage: COMMAND
group: Management
is-group

== builder prune, buildx prune
about: Remove cached build steps
usage: [OPTIONS]
args: 0
-a, --all                         Remove all that is not in use
    --builder string              Builder to use
    --filter filter               Remove only what matches a condition
-f, --force                       Do not ask
    --keep-storage bytes          !Space to keep
    --max-used-space bytes        Most space that the cache may keep
    --min-free-space bytes        Free space to reach
    --reserved-space bytes        Space that the cache may always keep
    --verbose                     Print each removed step
"""u8;
}

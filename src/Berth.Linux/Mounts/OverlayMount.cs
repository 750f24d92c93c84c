using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Overlay file systems as detached mounts (overlayfs in the kernel's documentation): in no tree until a container takes them, gone when nobody has them any more.</summary>
public static class OverlayMount
{
    private const int MaxOption = 255;   // of fsconfig(2)'s strings

    /// <summary>Mounts <see cref="Mount.Overlay"/>'s layers.</summary>
    /// <exception cref="LinuxException">EINVAL: the file system of the upper folder can't carry one, for example.</exception>
    public static SafeFileHandle Create(Mount mount)
    {
        // Before 6.5 there is no lowerdir+, and one option of fsconfig(2) holds too few layers. An unknown option is refused only with all others, so the version decides.
        if (Environment.OSVersion.Version < new Version(6, 5))
        {
            return CreateByMount(mount);
        }
        using var folders = new OpenFolders();
        var options = new List<KeyValuePair<string, string?>>(mount.Options.Count);
        foreach ((string key, string? value) in mount.Options)
        {
            options.Add(new(key, value is not null && IsFolder(key) && !IsPlain(value) ? folders.PathOf(value) : value));
        }
        return MountCalls.CreateFileSystem("overlay", options, mount.Attributes);
    }

    /// <summary>The way for kernels before 6.5: mount(2), whose options are one page, with the layers by short links. Links and mount are made by a child in a mount namespace
    /// of its own, in an empty file system that covers <c>/proc</c> there (layers lie elsewhere). A detached copy of the mount is what stays.</summary>
    internal static SafeFileHandle CreateByMount(Mount mount)
    {
        var program = new SyscallProgram()
            .Unshare(Namespaces.Mount)
            .Mount("none", "/", null, MountFlags.Recursive | MountFlags.Private)
            .Mount("none", "/proc", "tmpfs")
            .ChangeFolder("/proc")
            .MakeFolder("m");
        var lower = new List<string>();
        var options = new List<string>();
        foreach ((string key, string? value) in mount.Options)
        {
            if (!IsFolder(key))
            {
                options.Add(value is null ? key : $"{key}={value}");
                continue;
            }
            string link = key == "lowerdir+" ? $"{lower.Count}" : key[..1];
            program.MakeSymlink(Path.GetFullPath(value!), link);
            if (key == "lowerdir+")
            {
                lower.Add(link);
            }
            else
            {
                options.Add($"{key}={link}");
            }
        }
        options.Insert(0, $"lowerdir={string.Join(':', lower)}");
        program
            .Mount("overlay", "m", "overlay", MountFlags.None, string.Join(',', options))
            .OpenTree(ProgramFile.WorkingFolder, "m", out Register tree, clone: true, recursive: false);
        if (mount.Attributes != MountAttributes.None)
        {
            program.SetMountAttributes(tree, "", mount.Attributes, recursive: false);
        }
        try
        {
            return program.Run(tree)!;
        }
        catch (LinuxException e) when (e.Path == "m")
        {
            throw new LinuxException("mount", "overlay", e.Errno);
        }
    }

    private static bool IsFolder(string key) => key is "lowerdir+" or "upperdir" or "workdir";

    // The kernel takes backslashes out of some of these, and older kernels split at colons and commas.
    private static bool IsPlain(string path) => path.Length <= MaxOption / 3 && path.AsSpan().IndexOfAny('\\', ':', ',') < 0;

    /// <summary>Layers by descriptor: for paths that an option can't hold.</summary>
    private sealed class OpenFolders : IDisposable
    {
        private readonly List<SafeFileHandle> _open = [];

        public string PathOf(string folder)
        {
            _open.Add(FileCalls.Open(folder, OpenFlags.PathOnly | OpenFlags.Directory));
            return FileCalls.DescriptorPath(_open[^1]);
        }

        public void Dispose() => _open.ForEach(f => f.Dispose());
    }
}

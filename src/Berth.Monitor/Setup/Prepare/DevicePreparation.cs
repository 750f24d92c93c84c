using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>Makes the container's /dev: Docker's nodes and links, the devices of the request, all of the host's for a privileged one.</summary>
internal static class DevicePreparation
{
    private static readonly (string Name, uint Major, uint Minor)[] Nodes =
        [("null", 1, 3), ("zero", 1, 5), ("full", 1, 7), ("random", 1, 8), ("urandom", 1, 9), ("tty", 5, 0)];

    private static readonly (string Name, string Target)[] Links =
    [
        ("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1"), ("stderr", "/proc/self/fd/2"),
        ("core", "/proc/kcore"), ("ptmx", "pts/ptmx"),
    ];

    // What a privileged container doesn't get from the host's /dev: it has its own.
    private static readonly string[] OwnNames = ["pts", "shm", "fd", "mqueue", "console", "ptmx", "core", "stdin", "stdout", "stderr", ".lxc", ".lxd-mounts", ".udev"];

    public static void Run(SetupContext context)
    {
        if (context.HasOwnDev)
        {
            return;
        }
        SafeFileHandle dev = context.Own(MountCalls.CreateFileSystem("tmpfs", [new("mode", "755"), new("size", "65536k")], MountAttributes.NoSetUid | MountAttributes.StrictAccessTime));
        context.Devices = dev;
        foreach ((string name, uint major, uint minor) in Nodes)
        {
            FileCalls.MakeNode(dev, name, FileKind.CharacterDevice, 0x1B6 /* 0666 */, new DeviceNumber(major, minor));
        }
        foreach ((string name, string target) in Links)
        {
            FileCalls.MakeSymlink(target, dev, name);
        }
        FileCalls.MakeFolder(dev, "pts");
        FileCalls.MakeFolder(dev, "mqueue");
        FileCalls.MakeFolder(dev, "shm");
        if (context.Isolation.Privileged)
        {
            using var all = new RootedFolder(FileCalls.Duplicate(dev));
            CopyNodes("/dev", all, "");
        }
        using var root = new RootedFolder(FileCalls.Duplicate(dev));
        foreach (DeviceRequest device in context.Isolation.Devices)
        {
            AddDevice(context, root, device);
        }
        if (context.Process.Terminal)
        {
            FileCalls.MakeNode(dev, "console", FileKind.Regular, 0x180 /* 0600 */);
        }
        if (context.Isolation.ShmBytes > 0)
        {
            context.SharedMemory = context.Own(MountCalls.CreateFileSystem(
                "tmpfs", [new("mode", "1777"), new("size", $"{context.Isolation.ShmBytes}")], MountAttributes.NoSetUid | MountAttributes.NoDevices | MountAttributes.NoExecute));
        }
    }

    private static void AddDevice(SetupContext context, RootedFolder dev, DeviceRequest device)
    {
        FileStat? found = FileCalls.StatIfExists(FileCalls.WorkingFolder, device.HostPath, follow: true);
        if (found is not { Kind: FileKind.CharacterDevice or FileKind.BlockDevice or FileKind.Directory } stat)
        {
            throw SetupException.Other("devices", found is null ? Errno.ENOENT : Errno.ENODEV, $"error gathering device information while adding custom device \"{device.HostPath}\": {(found is null ? "no such file or directory" : "not a device node")}");
        }
        // Below /dev in the new one, elsewhere in the root.
        bool below = device.Path.StartsWith("/dev/", StringComparison.Ordinal);
        RootedFolder root = below ? dev : context.Root;
        string path = below ? device.Path["/dev".Length..] : device.Path;
        if (stat.Kind == FileKind.Directory)
        {
            CopyNodes(device.HostPath, root, path);
        }
        else
        {
            Copy(stat, root, path);
        }
    }

    private static void CopyNodes(string hostFolder, RootedFolder root, string path)
    {
        foreach (FolderEntry entry in FileCalls.List(FileCalls.WorkingFolder, hostFolder))
        {
            if (path.Length == 0 && Array.IndexOf(OwnNames, entry.Name) >= 0)
            {
                continue;
            }
            string from = $"{hostFolder}/{entry.Name}";
            if (FileCalls.StatIfExists(FileCalls.WorkingFolder, from) is not { } stat)
            {
                continue;
            }
            if (stat.Kind == FileKind.Directory)
            {
                CopyNodes(from, root, $"{path}/{entry.Name}");
            }
            else if (stat.Kind is FileKind.CharacterDevice or FileKind.BlockDevice)
            {
                Copy(stat, root, $"{path}/{entry.Name}");
            }
        }
    }

    private static void Copy(FileStat stat, RootedFolder root, string path)
    {
        int slash = path.LastIndexOf('/');
        using SafeFileHandle folder = root.CreateFolders(slash <= 0 ? "/" : path[..slash]);
        string name = path[(slash + 1)..];
        FileCalls.RemoveIfExists(folder, name);
        FileCalls.MakeNode(folder, name, stat.Kind, stat.Mode, stat.Represents);
        FileCalls.SetOwner(folder, name, stat.User, stat.Group);
    }
}

using System.Text;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>Finds who a process runs as.</summary>
internal static class UserPreparation
{
    private const int LongestFile = 16 << 20;

    public static void Run(SetupContext context)
    {
        context.User = Find(context.Root, context.Process);
        context.Environment = WithHome(context.Process.Environment, context.User);
        context.Capabilities = CapabilitiesOf(context.Process.Capabilities, context.Warnings);
    }

    /// <summary>The user of a process, from the passwd and group in a root.</summary>
    public static ProcessUser Find(RootedFolder root, ProcessRequest process) =>
        ProcessUser.Find(process.User, process.AdditionalGroups, ReadText(root, "/etc/passwd"), ReadText(root, "/etc/group"));

    /// <summary>An environment with HOME, where it had none.</summary>
    public static IReadOnlyList<string> WithHome(IReadOnlyList<string> environment, ProcessUser user) =>
        ProcessSteps.Find(environment, "HOME=") is not null ? environment : [.. environment, "HOME=" + user.Home];

    /// <summary>A set of capabilities by their names, without those that this machine's root has not got itself: they can't be given.</summary>
    public static CapabilitySet CapabilitiesOf(IReadOnlyList<string> names, List<string> warnings)
    {
        CapabilitySet wanted = CapabilitySet.None;
        foreach (string name in names)
        {
            wanted = wanted.With(CapabilitySet.Parse(name) ?? throw SetupException.Other("capabilities", Errno.EINVAL, $"there is no capability {name}"));
        }
        CapabilitySet own = CapabilitySet.OwnBounding;
        CapabilitySet missing = new(wanted.Bits & ~own.Bits);
        if (missing.Count > 0 && missing.Count < names.Count / 2)
        {
            warnings.Add($"this machine's root has not got {missing}: the container goes without");
        }
        return wanted.And(own);
    }

    private static string ReadText(RootedFolder root, string path)
    {
        // Not a pipe or a device that would never end: what a passwd is can be seen before it is read.
        if (root.StatIfExists(path, follow: true) is not { Kind: FileKind.Regular, Size: > 0 and <= LongestFile } stat)
        {
            return "";
        }
        using SafeFileHandle file = root.Open(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking);
        var bytes = new byte[stat.Size];
        int length = 0;
        while (length < bytes.Length && FileCalls.Read(file, bytes.AsSpan(length)) is int read and > 0)
        {
            length += read;
        }
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}

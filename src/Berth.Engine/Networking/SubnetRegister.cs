using System.Net;
using System.Text;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// Which subnets this machine's engines have, in a file under a lock, so that engines side by side choose different ones also while their bridges are not up.
/// A line is a subnet and the file of the network that has it; lines whose file is gone count for nothing.
/// </summary>
internal sealed class SubnetRegister(string file)
{
    /// <summary>
    /// Gives one network its subnets: <paramref name="choose"/> gets those of all other networks of all engines, and chooses and writes the network down;
    /// its file must exist when it returns.
    /// </summary>
    public void Reserve(string owner, Func<IReadOnlyList<IPNetwork>, IEnumerable<IPNetwork>> choose)
    {
        using var held = Lock();
        var others = Read().Where(e => e.Owner != owner).ToList();
        var chosen = choose([.. others.Select(e => e.Subnet)]);
        Write([.. others, .. chosen.Select(s => (s, owner))]);
    }

    /// <summary>Says which subnets an engine has, all at once: after a reboot the file is empty.</summary>
    public void Restore(IReadOnlyCollection<(IPNetwork Subnet, string Owner)> entries)
    {
        var owners = entries.Select(e => e.Owner).ToHashSet();
        using var held = Lock();
        var present = Read();
        if (entries.Except(present).Any())
        {
            Write([.. present.Where(e => !owners.Contains(e.Owner)), .. entries]);
        }
    }

    /// <summary>A network is gone.</summary>
    public void Forget(string owner)
    {
        using var held = Lock();
        Write([.. Read().Where(e => e.Owner != owner)]);
    }

    private Microsoft.Win32.SafeHandles.SafeFileHandle Lock()
    {
        var handle = FileCalls.Open(file + ".lock", OpenFlags.ReadWrite | OpenFlags.Create, 384);   // rw for root; closing gives the lock back
        FileCalls.Lock(handle);
        return handle;
    }

    private List<(IPNetwork Subnet, string Owner)> Read()
    {
        var entries = new List<(IPNetwork, string)>();
        foreach (string line in Encoding.UTF8.GetString(StateFile.Read(file) ?? []).Split('\n'))
        {
            if (line.Split(' ', 2) is [var subnet, var owner] && IPNetwork.TryParse(subnet, out var network) && File.Exists(owner))
            {
                entries.Add((network, owner));
            }
        }

        return entries;
    }

    private void Write(List<(IPNetwork Subnet, string Owner)> entries)
    {
        if (entries.Count == 0)
        {
            File.Delete(file);
            return;
        }

        var text = new StringBuilder();
        foreach (var (subnet, owner) in entries)
        {
            text.Append(subnet).Append(' ').Append(owner).Append('\n');
        }

        StateFile.Write(file, Encoding.UTF8.GetBytes(text.ToString()));
    }
}

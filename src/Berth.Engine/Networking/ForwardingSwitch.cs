using System.Text;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// The host's forwarding of packets. Turning it on opens the host for packets between all of its links, so who turns it on closes the rest
/// (<see cref="FirewallRules"/>, chain <c>shut</c>) and turns it off again. What was turned is written down in the run folder, so that an engine that
/// takes over knows.
/// </summary>
internal sealed class ForwardingSwitch
{
    private const string Four = "net/ipv4/ip_forward", Six = "net/ipv6/conf/all/forwarding", SixConf = "net/ipv6/conf/";
    private const string TurnedFour = "ipv4", TurnedSix = "ipv6", HostLink = "link", RouterAdvertisements = "accept_ra", Boot = "boot";

    private readonly string _file;
    private List<(string Key, string Value)> _turned = [];

    /// <param name="file">Where it is written down.</param>
    public ForwardingSwitch(string file)
    {
        _file = file;
        if (File.Exists(file))
        {
            _turned = [.. File.ReadLines(file).Select(line => line.Split(' ', 2)).Where(p => p.Length == 2).Select(p => (p[0], p[1]))];
            if (!_turned.Contains((Boot, BootId)))
            {
                _turned = [];   // where /run is on a disk, a reboot has turned it back but not forgotten it
            }
        }
    }

    /// <summary>Whether the kernel has IPv6 at all.</summary>
    public bool HasIpv6 { get; } = Sysctl.Read(Six) is not null;

    private static string BootId => Sysctl.ReadText("kernel/random/boot_id") ?? "";

    /// <summary>The links that were there when forwarding was turned on.</summary>
    public IEnumerable<string> HostLinks => _turned.Where(t => t.Key == HostLink).Select(t => t.Value);

    /// <summary>Whether this engine turned a family's forwarding on.</summary>
    public bool Shuts(NftFamily family) => _turned.Exists(t => t.Key == (family == NftFamily.Ip6 ? TurnedSix : TurnedFour));

    /// <summary>Turns forwarding on where it is off; IPv6's only if a network needs it. True when something was turned.</summary>
    public bool TurnOn(bool six, NetworkKernel kernel)
    {
        bool four = Sysctl.Read(Four) == 0;
        six = six && Sysctl.Read(Six) == 0;
        if (!four && !six)
        {
            return false;
        }

        var turned = new List<(string, string)>(_turned.Count > 0 ? _turned : [(Boot, BootId)]);
        if (four)
        {
            turned.Add((TurnedFour, "on"));
        }

        if (six)
        {
            turned.Add((TurnedSix, "on"));
        }

        var links = kernel.Route.ListLinks(kernel.Batch).Select(l => l.Name).ToList();
        turned.AddRange(links.Select(l => (HostLink, l)).Except(turned));
        if (six)
        {
            // A router doesn't hear routers: who has its own address by their advertisements goes on hearing them (2).
            turned.AddRange(links.Where(l => Sysctl.Read($"{SixConf}{l}/accept_ra") == 1).Select(l => (RouterAdvertisements, l)));
        }

        _turned = turned;   // written down first: killed in between, the next engine turns off what may be on
        Save();
        if (six)
        {
            SetRouterAdvertisements(2);
            Sysctl.Write(Six, 1);
        }

        if (four)
        {
            Sysctl.Write(Four, 1);
        }

        return true;
    }

    /// <summary>Turns off what this engine turned on.</summary>
    /// <param name="othersRoute">Others have rules for forwarded packets, and may rely on the switch.</param>
    /// <returns>True when it stays on and must stay closed.</returns>
    public bool TurnOff(bool othersRoute)
    {
        if (_turned.Count == 0 || othersRoute)
        {
            return _turned.Count > 0;
        }

        if (Shuts(NftFamily.Ip))
        {
            Sysctl.Write(Four, 0);
        }

        if (Shuts(NftFamily.Ip6))
        {
            Sysctl.Write(Six, 0);
            SetRouterAdvertisements(1);
        }

        _turned = [];
        File.Delete(_file);
        return false;
    }

    private void SetRouterAdvertisements(int value)
    {
        foreach (var (_, link) in _turned.Where(t => t.Key == RouterAdvertisements))
        {
            if (Sysctl.Read($"{SixConf}{link}/accept_ra") is not null)   // a link may have gone
            {
                Sysctl.Write($"{SixConf}{link}/accept_ra", value);
            }
        }
    }

    private void Save()
    {
        var text = new StringBuilder();
        foreach (var (key, value) in _turned)
        {
            text.Append(key).Append(' ').Append(value).Append('\n');
        }

        StateFile.Write(_file, Encoding.UTF8.GetBytes(text.ToString()));
    }
}

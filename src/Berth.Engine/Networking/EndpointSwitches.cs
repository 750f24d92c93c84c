using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// Kernel switches of one endpoint's link (the driver option <c>com.docker.network.endpoint.sysctls</c>): <c>net.ipv4.conf.IFNAME.log_martians=1</c>,
/// several with commas between, <c>IFNAME</c> for the link's name.
/// </summary>
internal static class EndpointSwitches
{
    private const string Option = "com.docker.network.endpoint.sysctls", LinkName = "IFNAME";
    private static readonly string[] Families = ["ipv4", "ipv6", "mpls"];

    /// <summary>What is wrong with an endpoint's switches, or null.</summary>
    public static string? Problem(EndpointSettings asked)
    {
        foreach (string one in Of(asked))
        {
            string[] sides = one.Split('=', 2);
            if (sides.Length != 2 || sides[1].Length == 0)
            {
                return $"invalid {Option}: {one} is not written NAME=VALUE";
            }

            if (sides[0].Split('.') is not ["net", var family, _, LinkName, ..] || !Families.Contains(family))
            {
                return $"invalid {Option}: {sides[0]} is not one of the link's: net.{{ipv4,ipv6,mpls}}.X.{LinkName}.Y";
            }
        }

        return null;
    }

    /// <summary>Turns the switches of endpoints whose links are there.</summary>
    /// <exception cref="DockerException">The kernel refuses one.</exception>
    public static void Turn(SafeFileHandle there, IEnumerable<EndpointRecord> endpoints)
    {
        var wanted = endpoints.SelectMany(e => Of(e.Asked).Select(s => s.Split('=', 2)).Select(s => (Name: s[0].Replace('.', '/').Replace(LinkName, e.Link, StringComparison.Ordinal), Value: s[1]))).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        _ = NetworkNamespace.Enter<object?>(there, () =>
        {
            foreach (var (name, value) in wanted)
            {
                try
                {
                    Sysctl.WriteText(name, value);
                }
                catch (LinuxException e)
                {
                    throw new DockerException(DockerErrorKind.InvalidParameter, $"can't set {name.Replace('/', '.')} to {value}: {Errno.Describe(e.Errno)}", e);
                }
            }

            return null;
        });
    }

    private static string[] Of(EndpointSettings asked) =>
        asked.DriverOpts?.GetValueOrDefault(Option) is { Length: > 0 } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
}

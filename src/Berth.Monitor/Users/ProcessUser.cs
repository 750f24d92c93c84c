using System.Globalization;

namespace Berth.Monitor;

/// <summary>Who a process runs as.</summary>
internal sealed class ProcessUser(uint user, uint group, uint[] groups, string home)
{
    /// <summary>The user's number.</summary>
    public uint User => user;

    /// <summary>The group's number.</summary>
    public uint Group => group;

    /// <summary>All groups for setgroups(2), the first one among them.</summary>
    public uint[] Groups => groups;

    /// <summary>The home folder from passwd, <c>/</c> where there is none.</summary>
    public string Home => home;

    private const long Highest = int.MaxValue;

    /// <summary>Finds a user by Docker's rules: <c>user</c>, <c>uid</c>, <c>user:group</c>, <c>uid:gid</c>; a number needs no entry, a name does; an explicit
    /// group takes the place of the user's supplementary ones.</summary>
    /// <param name="specification">As in <c>--user</c>; empty is root.</param>
    /// <param name="additional">Names or numbers of <c>--group-add</c>.</param>
    /// <param name="passwd">The container's /etc/passwd, empty where there is none.</param>
    /// <param name="group">The container's /etc/group.</param>
    /// <exception cref="SetupException">No such user or group; Docker's words.</exception>
    public static ProcessUser Find(string specification, IReadOnlyList<string> additional, string passwd, string group)
    {
        string[] parts = specification.Split(':');
        string userName = parts[0];
        string groupName = parts.Length > 1 ? parts[1] : "";
        PasswdEntry? entry = FindUser(userName, passwd);
        long user = entry?.User ?? (userName.Length == 0 ? 0 : Number(userName) ?? throw Unknown("user", userName, "passwd"));
        long first = entry?.Group ?? 0;
        var groups = new List<long>();
        if (groupName.Length > 0)
        {
            first = FindGroup(groupName, group);
        }
        else if (entry is not null)
        {
            foreach (GroupEntry of in GroupEntry.Parse(group))
            {
                if (Array.IndexOf(of.Members, entry.Name) >= 0)
                {
                    groups.Add(of.Group);
                }
            }
        }
        groups.Insert(0, first);
        foreach (string name in additional)
        {
            groups.Add(FindAdditional(name, group));
        }
        string home = entry is { Home.Length: > 0 } ? entry.Home : "/";
        return new ProcessUser(InRange(user), InRange(first), InRange(groups), home);
    }

    private static PasswdEntry? FindUser(string name, string passwd)
    {
        long? number = name.Length == 0 ? 0 : Number(name);
        return PasswdEntry.Parse(passwd).Find(e => number is { } n ? e.User == n : e.Name == name);
    }

    private static long FindGroup(string name, string group)
    {
        long? number = Number(name);
        return GroupEntry.Parse(group).Find(g => number is { } n ? g.Group == n : g.Name == name)?.Group ?? number ?? throw Unknown("group", name, "group");
    }

    private static long FindAdditional(string name, string group) =>
        GroupEntry.Parse(group).Find(g => g.Name == name || g.Group.ToString(CultureInfo.InvariantCulture) == name)?.Group
        ?? Number(name) ?? throw Unknown("group", name, "group");

    private static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    private static uint[] InRange(List<long> values)
    {
        var once = new List<uint>();
        foreach (long value in values)
        {
            uint group = InRange(value);
            if (!once.Contains(group))
            {
                once.Add(group);
            }
        }
        return once.ToArray();
    }

    private static uint InRange(long value) =>
        value is >= 0 and <= Highest ? (uint)value : throw SetupException.User("uids and gids must be in range 0-2147483647");

    private static SetupException Unknown(string what, string name, string file) =>
        SetupException.User($"unable to find {what} {name}: no matching entries in {file} file");
}

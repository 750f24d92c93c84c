namespace Berth.EndToEnd;

/// <summary><c>doctor</c> on machines that lack something: namespaces of this one in which that is so.</summary>
public sealed class DoctorTests
{
    [Fact]
    public void Without_privileges_doctor_and_the_engine_say_the_same()
    {
        const string sentence = "privileges: this user lacks CAP_CHOWN, ";
        string folder = Directory.CreateTempSubdirectory("berth-doctor-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        string berth = Path.Combine(folder, "berth");
        File.Copy(Repository.Berth, berth);
        string[] nobody = ["setpriv", "--reuid", "65534", "--clear-groups", "env", "-C", "/", $"BERTH_ROOT={folder}/root", $"BERTH_RUN={folder}/run", berth];
        CommandResult doctor = Shell.Run([.. nobody, "doctor"]).Exits(1);
        Assert.Contains("FAIL  " + sentence, doctor.Output, StringComparison.Ordinal);
        Assert.Contains("fix: run it as root", doctor.Output, StringComparison.Ordinal);
        CommandResult ps = Shell.Run([.. nobody, "ps"]).Exits(1);
        Assert.StartsWith("the engine can't be started: " + sentence, ps.Error, StringComparison.Ordinal);
        Assert.EndsWith("; run it as root, as by sudo\n", ps.Error, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Without_control_groups_the_engine_says_how_to_mount_them()
    {
        CommandResult all = In("umount -R /sys/fs/cgroup; \"$0\" doctor; \"$0\" ps", "-m").Exits(1);
        Assert.Contains("FAIL  cgroups: none are mounted at /sys/fs/cgroup\n        fix: mount -t cgroup2 none /sys/fs/cgroup\n", all.Output, StringComparison.Ordinal);
        Assert.Contains("the engine can't be started: cgroups: none are mounted at /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup\n", all.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Firewalls_that_drop_are_named()
    {
        string output = In("nft add table ip filter; nft add chain ip filter FORWARD '{ type filter hook forward priority 0; policy drop; }'; \"$0\" doctor", "-n").Succeeds().Output;
        Assert.Contains("firewall: ip filter forward drops what it has no rule for; the engine adds a rule", output, StringComparison.Ordinal);
        if (Shell.Run("readlink", "/proc/1/ns/net").ExitCode == 0)   // the machine's own namespaces can be seen
        {
            Assert.Contains("warn  namespaces: this shell has its own net namespace\n", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Rules_out_of_the_engines_reach_are_told()
    {
        if (Shell.Run("unshare", "-n", "iptables-legacy", "-A", "FORWARD", "-j", "DROP") is { ExitCode: not 0 } without)
        {
            Assert.Skip("this kernel has no iptables-legacy: " + without.Error);
        }

        string output = In("iptables-legacy -A FORWARD -j DROP; \"$0\" doctor", "-n").Succeeds().Output;
        Assert.Contains("warn  firewall: rules of iptables-legacy are loaded, which the engine can't reach\n        fix: update-alternatives", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_disk_is_told()
    {
        string output = In("mount -t tmpfs -o size=100m tmpfs /mnt; BERTH_ROOT=/mnt/berth; export BERTH_ROOT; \"$0\" doctor", "-m").Succeeds().Output;
        Assert.Contains("warn  disk: 0.1 GB free for /mnt/berth\n        fix: ", output, StringComparison.Ordinal);
    }

    private static CommandResult In(string script, string @namespace) =>
        Shell.Run("unshare", @namespace, "env", "BERTH_ROOT=/tmp/berth-doctor-root", "BERTH_RUN=/tmp/berth-doctor-run", "sh", "-c", script, Repository.Berth);
}

namespace Berth.EndToEnd;

/// <summary>A machine whose root is an overlay itself, as a container's is: overlays can't be stacked there, so containers get copies.</summary>
public sealed class NestedOverlayTests(TestRegistry registry)
{
    // In a mount namespace: an overlay over this machine's root, the kernel's file systems on it, and berth inside. Its upper folder is a tmpfs: it may not lie below its lower one.
    private const string Script = """
        set -eu
        mount --make-rprivate /
        mount -t tmpfs tmpfs "$1"
        mkdir "$1/upper" "$1/work" "$1/root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
        for m in proc sys dev; do mount --rbind "/$m" "$1/root/$m"; done
        mkdir -p "$1/root/berth"
        cat > "$1/root/berth/inside" <<'END'
        set -eu
        stop() {
          pid=$(sed -E 's/.*"Pid": ?([0-9]+).*/\1/' /berth/run/engine.json)
          kill "$pid"
          tail --pid="$pid" -f /dev/null
        }
        trap stop EXIT
        "$0" run --name box busybox sh -c 'echo inside > /made; rm /bin/vi; rm -r /etc; mkdir /etc; echo new > /etc/only'
        "$0" diff box
        "$0" commit box changed >/dev/null
        "$0" run --rm changed sh -c 'cat /made; ls /bin/vi || echo gone; cat /etc/only; ls /etc/passwd || echo hidden'
        "$0" info 2>&1
        "$0" rm box >/dev/null
        END
        chroot "$1/root" sh -c '. /berth/inside' "$2"
        """;

    [Fact]
    public void Containers_get_copies_where_the_state_folder_lies_on_an_overlay()
    {
        string folder = Directory.CreateTempSubdirectory("berth-nested-").FullName;
        File.WriteAllText(folder + ".json", $$"""{"registry-mirrors": ["{{registry.Address}}"]}""");
        var environment = new Dictionary<string, string?> { ["BERTH_ROOT"] = "/berth/root", ["BERTH_RUN"] = "/berth/run", ["BERTH_ENGINE_CONFIG"] = folder + ".json" };
        CommandResult all = Shell.Run("/", environment, null, TimeSpan.FromSeconds(120), "unshare", "-m", "sh", "-c", Script, "sh", folder, Repository.Berth);
        all.Succeeds();
        Assert.Contains("A /made", all.Output, StringComparison.Ordinal);
        Assert.Contains("D /bin/vi", all.Output, StringComparison.Ordinal);
        Assert.Contains("inside\n", all.Output, StringComparison.Ordinal);
        Assert.Contains("new\nhidden\n", all.Output, StringComparison.Ordinal);
        Assert.Contains("gone\n", all.Output, StringComparison.Ordinal);
        Assert.Contains("lies on an overlay itself", all.Output, StringComparison.Ordinal);
        Assert.Empty(HostState.Processes("/berth/root", "/berth/run"));
        Directory.Delete(folder);
        File.Delete(folder + ".json");
    }
}

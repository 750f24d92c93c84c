namespace Berth.Linux;

/// <summary>The devices controller, version 1.</summary>
internal static class DevicesV1
{
    public static void Apply(string folder, CgroupLimits limits)
    {
        if (limits.Devices is not { } rules)
        {
            return;
        }
        CgroupFile.Write(folder, "devices.deny", "a");
        foreach (DeviceRule rule in rules)
        {
            CgroupFile.Write(folder, rule.Allow ? "devices.allow" : "devices.deny", rule.ToString());
        }
    }
}

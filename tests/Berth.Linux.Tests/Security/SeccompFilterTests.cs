namespace Berth.Linux.Tests.Security;

public sealed class SeccompFilterTests
{
    private const uint X64 = 0xC000003E, X86 = 0x40000003, Allow = 0x7FFF0000, Eperm = 0x00050001, Enosys = 0x00050026;

    [Theory]
    [InlineData(0, Allow)]       // read
    [InlineData(59, Allow)]      // execve
    [InlineData(435, Enosys)]    // clone3
    [InlineData(165, Eperm)]     // mount
    [InlineData(101, Allow)]     // ptrace
    [InlineData(175, Eperm)]     // init_module
    [InlineData(425, Eperm)]     // io_uring_setup
    [InlineData(158, Allow)]     // arch_prctl
    [InlineData(161, Allow)]     // chroot, by CAP_SYS_CHROOT
    [InlineData(222, Allow)]     // timer_create
    [InlineData(250, Eperm)]     // keyctl
    [InlineData(466, Allow)]     // removexattrat, the newest in the profile
    [InlineData(467, Enosys)]    // newer calls look as if the kernel hadn't got them
    [InlineData(511, Enosys)]
    [InlineData(0x40000000, Enosys)]
    public void The_default_profile_decides_by_number(long number, uint expected) => Assert.Equal(expected, Run(Default(), X64, number));

    [Theory]
    [InlineData(56, 0x11L, Allow)]              // clone, fork
    [InlineData(56, 0x10000000L, Eperm)]        // clone, CLONE_NEWUSER
    [InlineData(41, 2L, Allow)]                 // socket, AF_INET
    [InlineData(41, 40L, Eperm)]                // socket, AF_VSOCK
    [InlineData(41, 38L, Eperm)]                // socket, AF_ALG
    [InlineData(41, 39L, Allow)]
    [InlineData(135, 0xFFFFFFFFL, Allow)]       // personality, asked
    [InlineData(135, 0x0040000L, Eperm)]        // personality, ADDR_NO_RANDOMIZE
    public void Arguments_decide_where_they_matter(long number, long argument, uint expected) => Assert.Equal(expected, Run(Default(), X64, number, argument));

    [Fact]
    public void A_capability_adds_its_calls()
    {
        byte[] admin = SeccompFilter.Default(CapabilitySet.ContainerDefault.With(Capability.SysAdmin));
        Assert.Equal(Allow, Run(admin, X64, 165));
        Assert.Equal(Allow, Run(admin, X64, 56, 0x10000000));
        Assert.Equal(Allow, Run(admin, X64, 435));
    }

    [Fact]
    public void Programs_of_i386_have_their_own_numbers_and_other_machines_none()
    {
        Assert.Equal(Allow, Run(Default(), X86, 4));        // write
        Assert.Equal(Eperm, Run(Default(), X86, 21));       // mount
        Assert.Equal(Enosys, Run(Default(), 0xC00000B7, 64));
    }

    [Theory]
    [InlineData(SeccompArchitecture.Arm64, 64, Allow)]         // write
    [InlineData(SeccompArchitecture.Arm64, 40, Eperm)]         // mount
    [InlineData(SeccompArchitecture.Arm64, 468, Enosys)]
    [InlineData(SeccompArchitecture.Arm, 4, Allow)]            // write
    [InlineData(SeccompArchitecture.Arm, 21, Eperm)]           // mount
    [InlineData(SeccompArchitecture.Arm, 0xf0005, Allow)]      // set_tls
    [InlineData(SeccompArchitecture.Arm, 0xf0006, Enosys)]     // get_tls
    [InlineData(SeccompArchitecture.Arm, 0xe0000, Enosys)]
    public void Arm_s_numbers(object architecture, long number, uint expected)
    {
        byte[] filter = SeccompFilter.Default(CapabilitySet.ContainerDefault, [new SeccompRules(SeccompArchitecture.Arm64), new SeccompRules(SeccompArchitecture.Arm)]);
        Assert.Equal(expected, Run(filter, (uint)(SeccompArchitecture)architecture, number));
    }

    [Theory]
    [InlineData("SCMP_CMP_EQ", 5, 0, new long[] { 5 }, new long[] { 4, 6, 0x100000005 })]
    [InlineData("SCMP_CMP_NE", 5, 0, new long[] { 4, 0x100000005 }, new long[] { 5 })]
    [InlineData("SCMP_CMP_LT", 0x100000005, 0, new long[] { 4, 0x100000004 }, new long[] { 0x100000005, 0x200000000 })]
    [InlineData("SCMP_CMP_LE", 0x100000005, 0, new long[] { 9, 0x100000005 }, new long[] { 0x100000006, 0x200000000 })]
    [InlineData("SCMP_CMP_GE", 0x100000005, 0, new long[] { 0x100000005, 0x200000000 }, new long[] { 9, 0x100000004 })]
    [InlineData("SCMP_CMP_GT", 0x100000005, 0, new long[] { 0x100000006, 0x200000000 }, new long[] { 9, 0x100000005 })]
    [InlineData("SCMP_CMP_MASKED_EQ", 0xF0, 0x10, new long[] { 0x1F, 0x100000010 }, new long[] { 0x2F })]
    public void A_profile_compares_arguments(string op, long value, long valueTwo, long[] allowed, long[] refused)
    {
        byte[] filter = SeccompFilter.Of(
            $$"""{"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":13,"syscalls":[{"names":["read","no_such"],"action":"SCMP_ACT_ALLOW","args":[{"index":1,"value":{{value}},"valueTwo":{{valueTwo}},"op":"{{op}}"}]}]}""",
            CapabilitySet.None);
        Assert.All(allowed, a => Assert.Equal(Allow, Run(filter, X64, 0, 0, a)));
        Assert.All(refused, a => Assert.Equal(0x0005000Du, Run(filter, X64, 0, 0, a)));
    }

    [Fact]
    public void Includes_and_excludes_look_at_capabilities_and_architecture()
    {
        const string profile = """
            {"defaultAction":"SCMP_ACT_ALLOW","syscalls":[
              {"name":"mount","action":"SCMP_ACT_ERRNO","errnoRet":2,"excludes":{"caps":["CAP_SYS_ADMIN"]}},
              {"name":"read","action":"SCMP_ACT_KILL_PROCESS","includes":{"arches":["s390x"]}},
              {"name":"write","action":"SCMP_ACT_TRAP","includes":{"minKernel":"99.0"},"args":null}]}
            """;
        Assert.Equal(0x00050002u, Run(SeccompFilter.Of(profile, CapabilitySet.None), X64, 165));
        Assert.Equal(Allow, Run(SeccompFilter.Of(profile, CapabilitySet.Of(Capability.SysAdmin)), X64, 165));
        Assert.Equal(Allow, Run(SeccompFilter.Of(profile, CapabilitySet.None), X64, 0));
        Assert.Equal(Allow, Run(SeccompFilter.Of(profile, CapabilitySet.None), X64, 1));
    }

    [Theory]
    [InlineData("", Allow, Allow)]
    [InlineData("\"architectures\":[\"SCMP_ARCH_X86_64\"],", Allow, Enosys)]
    [InlineData("\"architectures\":null,", Allow, Allow)]
    [InlineData("\"archMap\":[{\"architecture\":\"SCMP_ARCH_AARCH64\",\"subArchitectures\":null},{\"architecture\":\"SCMP_ARCH_X86_64\",\"subArchitectures\":[\"SCMP_ARCH_X86\"]}],", Allow, Allow)]
    [InlineData("\"archMap\":[{\"architecture\":\"SCMP_ARCH_X86_64\",\"subArchitectures\":null}],", Allow, Enosys)]
    public void A_profile_names_its_architectures(string part, uint native, uint other)
    {
        byte[] filter = SeccompFilter.Of("{" + part + "\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[]}", CapabilitySet.None);
        Assert.Equal((native, other), (Run(filter, X64, 1), Run(filter, X86, 4)));
    }

    [Theory]
    [InlineData("{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"architectures\":[\"SCMP_ARCH_X86_64\"],\"archMap\":[{\"architecture\":\"SCMP_ARCH_X86_64\"}]}", "both 'architectures' and 'archMap'")]
    [InlineData("{", "ends early")]
    [InlineData("{}", "defaultAction")]
    [InlineData("{\"defaultAction\":\"SCMP_ACT_NOTIFY\"}", "SCMP_ACT_NOTIFY")]
    [InlineData("{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":{}}", "not a list")]
    public void A_bad_profile_is_refused(string profile, string message)
    {
        var error = Assert.ThrowsAny<FormatException>(() => SeccompFilter.Of(profile, CapabilitySet.None));
        Assert.True(error.Message.Contains(message, StringComparison.Ordinal) || error.Message.Contains("can't be read", StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void The_filter_fits_into_the_kernels_limit() => Assert.InRange(Default().Length / 8, 100, 4096);

    private static byte[] Default()
    {
        Assert.SkipUnless(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "the numbers are x86-64's");
        return SeccompFilter.Default(CapabilitySet.ContainerDefault);
    }

    private static uint Run(byte[] program, uint architecture, long number, params long[] arguments) => BpfInterpreter.Run(program, architecture, number, arguments);
}

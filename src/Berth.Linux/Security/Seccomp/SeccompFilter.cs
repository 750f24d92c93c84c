using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>Filters of system calls (seccomp(2)) for containers.</summary>
public static class SeccompFilter
{
    /// <summary>Docker's default profile for a container that holds these capabilities.</summary>
    /// <returns>struct sock_filter instructions, 8 bytes each.</returns>
    public static byte[] Default(CapabilitySet held)
    {
        var architectures = Architectures();
        foreach (var rules in architectures)
        {
            DefaultProfile.Fill(rules, held);
        }
        return BpfProgram.Compile(architectures, SeccompAction.Error(Errno.EPERM));
    }

    /// <summary>A profile of Docker's form (a JSON object with <c>defaultAction</c> and <c>syscalls</c>).</summary>
    /// <exception cref="FormatException">It is not one, or asks for what this kernel or Berth can't do; the message says what.</exception>
    public static byte[] Of(string profile, CapabilitySet held)
    {
        var architectures = Architectures();
        uint otherwise = new SeccompProfileReader(profile, architectures, held).Read();
        return BpfProgram.Compile(architectures, otherwise);
    }

    private static SeccompRules[] Architectures() => RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? [new SeccompRules(SeccompArchitecture.Arm64)]
        : [new SeccompRules(SeccompArchitecture.X64), new SeccompRules(SeccompArchitecture.X86)];
}

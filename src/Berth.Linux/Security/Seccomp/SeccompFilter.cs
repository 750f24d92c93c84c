using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>Filters of system calls (seccomp(2)) for containers.</summary>
public static class SeccompFilter
{
    /// <summary>Docker's default profile for a container that holds these capabilities.</summary>
    /// <returns>struct sock_filter instructions, 8 bytes each.</returns>
    public static byte[] Default(CapabilitySet held) => Default(held, Architectures());

    internal static byte[] Default(CapabilitySet held, SeccompRules[] architectures)
    {
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
        var reader = new SeccompProfileReader(profile, architectures, held);
        uint otherwise = reader.Read();
        var covered = new List<SeccompRules>(architectures.Length);
        foreach (SeccompRules rules in architectures)
        {
            if (reader.Covers(rules.Architecture))
            {
                covered.Add(rules);
            }
        }
        return BpfProgram.Compile(covered, otherwise);
    }

    /// <summary>The filter that a container's <c>--security-opt seccomp=…</c> asks for.</summary>
    /// <param name="profile"><c>unconfined</c> or empty: none, <c>default</c> or <c>builtin</c>: Docker's, else a profile's JSON.</param>
    /// <param name="held">The container's capabilities.</param>
    /// <returns>Instructions of 8 bytes each; empty for none.</returns>
    /// <exception cref="FormatException">As <see cref="Of"/>.</exception>
    public static byte[] Named(string profile, CapabilitySet held) => profile switch
    {
        "" or "unconfined" => [],
        "default" or "builtin" => Default(held),
        _ => Of(profile, held),
    };

    private static SeccompRules[] Architectures() => RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? [new SeccompRules(SeccompArchitecture.Arm64), new SeccompRules(SeccompArchitecture.Arm)]
        : [new SeccompRules(SeccompArchitecture.X64), new SeccompRules(SeccompArchitecture.X86)];
}

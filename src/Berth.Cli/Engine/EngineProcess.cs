using System.Globalization;
using System.Text;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>Ways to an engine that another program goes for us, over its standard streams: ssh, and TCP with or without TLS, which the engine's executable speaks.</summary>
internal static class EngineProcess
{
    /// <summary>Connects through the ssh program, which runs <c>docker system dial-stdio</c> at the other end.</summary>
    /// <exception cref="DockerException">ssh can't be started.</exception>
    public static DescriptorStream Ssh(EngineAddress address, Reactor? reactor)
    {
        List<string> arguments = ["ssh", "-o", "ConnectTimeout=30", "-T"];
        if (address.Port != 0)
            arguments.AddRange(["-p", address.Port.ToString(CultureInfo.InvariantCulture)]);
        arguments.AddRange(["--", address.Target, "docker", "system", "dial-stdio"]);
        return Start(address, reactor, program => program.ExecuteCommand("ssh", GlobalOptions.NonEmpty("PATH") ?? "/usr/bin:/bin", arguments, CallerEnvironment()));
    }

    /// <summary>Connects through the engine's executable in its role <c>dial</c>, which carries its standard streams to a TCP port, with TLS where asked for.</summary>
    /// <exception cref="DockerException">It can't be started.</exception>
    public static DescriptorStream Tcp(EngineAddress address, Reactor? reactor)
    {
        List<string> arguments = ["berth", "dial", "--host", address.Target, "--port", address.Port.ToString(CultureInfo.InvariantCulture)];
        if (address.Tls.Wanted)
            arguments.AddRange(TlsArguments(address.Tls));
        using var engine = EngineExecutable.Open();
        var stream = Start(address, reactor, program => program.Execute(engine, "berth dial", arguments, CallerEnvironment()));
        var said = FirstLine(stream);
        if (said == "connected")
            return stream;
        stream.Dispose();
        throw new DockerException(DockerErrorKind.Unreachable, $"Cannot connect to the Docker daemon at {address.Text}. Is the docker daemon running?{(said.Length > 0 ? $" ({said})" : "")}");
    }

    // The dialer's first line; what comes after it is the engine's, so not a byte more is read.
    private static string FirstLine(DescriptorStream stream)
    {
        var line = new List<byte>();
        Span<byte> one = stackalloc byte[1];
        while (stream.Read(one) == 1 && one[0] != '\n')
            line.Add(one[0]);
        return Encoding.UTF8.GetString([.. line]);
    }

    private static List<string> TlsArguments(TlsOptions tls)
    {
        var folder = GlobalOptions.NonEmpty("DOCKER_CERT_PATH") ?? Path.Combine(GlobalOptions.NonEmpty("HOME") ?? "/root", ".docker");
        List<string> arguments = ["--tls"];
        foreach (var (option, file, name) in new[] { ("--ca", tls.Authority, "ca.pem"), ("--cert", tls.Certificate, "cert.pem"), ("--key", tls.Key, "key.pem") })
        {
            var path = file ?? Path.Combine(folder, name);
            if (file is not null || File.Exists(path))
                arguments.AddRange([option, path]);
        }
        if (!tls.Verify)
            arguments.Add("--no-verify");
        return arguments;
    }

    private static DescriptorStream Start(EngineAddress address, Reactor? reactor, Action<SyscallProgram> execute)
    {
        var (ours, theirs) = UnixSocket.Pair(UnixSocketKind.Stream);
        try
        {
            using (theirs)
            {
                var program = new SyscallProgram().SetStandardStreams(theirs, theirs, ProgramFile.Standard(2)).CloseOnExecute(3).ResetSignals();
                execute(program);
                var process = program.Start();
                return new DescriptorStream(ours, process.Dispose, reactor);
            }
        }
        catch (LinuxException e)
        {
            ours.Dispose();
            throw new DockerException(DockerErrorKind.Unreachable, $"error during connect to {address.Text}: {e.Message}", e);
        }
    }

    /// <summary>The caller's environment, as a program's is.</summary>
    public static List<string> CallerEnvironment()
    {
        var environment = new List<string>();
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            environment.Add($"{variable.Key}={variable.Value}");
        return environment;
    }
}

using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>compose config</c>: checks the project's files and prints the model that they make.</summary>
internal static class ComposeConfigCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = ConfigCommand.Run(
            new ConfigOptions
            {
                Load = session.LoadOptions(context.Words),
                Format = arguments.Text("format"u8),
                Quiet = arguments.Bool("quiet"u8),
                Output = arguments.Text("output"u8),
                Services = arguments.Bool("services"u8),
                Volumes = arguments.Bool("volumes"u8),
                Networks = arguments.Bool("networks"u8),
                Models = arguments.Bool("models"u8),
                Profiles = arguments.Bool("profiles"u8),
                Images = arguments.Bool("images"u8),
                Hash = arguments.Text("hash"u8),
                Variables = arguments.Bool("variables"u8),
                Environment = arguments.Bool("environment"u8),
                Explain = arguments.Text("explain"u8),
                NoInterpolate = arguments.Bool("no-interpolate"u8),
                NoNormalize = arguments.Bool("no-normalize"u8) || context.Globals.Compose.Bool("compatibility"u8),
                NoPathResolution = arguments.Bool("no-path-resolution"u8),
                NoConsistency = arguments.Bool("no-consistency"u8),
                NoEnvResolution = arguments.Bool("no-env-resolution"u8),
                ResolveImageDigests = arguments.Bool("resolve-image-digests"u8),
                LockImageDigests = arguments.Bool("lock-image-digests"u8),
                NameSeparator = context.Globals.Compose.Bool("compatibility"u8) ? "_" : "-",
                FindDigest = image => Digest(context, image),
                ErrorsAsJson = arguments.Text("error-format"u8) == "json",
            },
            output,
            errors);
        context.Out.Write(output.ToString());
        context.Out.Flush();
        context.Error.Write(errors.ToString());
        return code;
    }

    private static string Digest(CommandContext context, string image)
    {
        try
        {
            return context.Client.Images.DistributionAsync(image, RegistryLogins.For(ImageName.Parse(image).Domain, context.Config)).GetAwaiter().GetResult().Descriptor.Digest
                ?? throw new IOException($"the registry names no digest of {image}");
        }
        catch (DockerException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}

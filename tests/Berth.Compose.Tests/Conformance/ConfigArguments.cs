namespace Berth.Compose.Tests;

/// <summary>The command line of the corpus, as far as it is used there: global flags, <c>config</c>, its flags and arguments.</summary>
internal static class ConfigArguments
{
    /// <summary>Null if the command line is wrong.</summary>
    public static ConfigOptions? Parse(string[] arguments, string cwd, Dictionary<string, string> environment, byte[] input)
    {
        List<string> files = [];
        List<string> envFiles = [];
        List<string> profiles = [];
        List<string> services = [];
        ConfigOptions options = new()
        {
            Load = new ComposeLoadOptions { WorkingDirectory = cwd, Environment = environment, FileAccess = LocalFiles.WithInput(() => new MemoryStream(input)) },
        };
        bool command = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            switch (argument)
            {
                case "-f":
                    files.Add(arguments[++i]);
                    break;
                case "--env-file":
                    envFiles.Add(arguments[++i]);
                    break;
                case "--profile":
                    profiles.Add(arguments[++i]);
                    break;
                case "-p":
                    options = options with { Load = options.Load with { ProjectName = arguments[++i] } };
                    break;
                case "--project-directory":
                    options = options with { Load = options.Load with { ProjectDirectory = arguments[++i] } };
                    break;
                case "config" or "convert" when !command:
                    command = true;
                    break;
                case "--format":
                    options = options with { Format = arguments[++i] };
                    break;
                case "--hash":
                    options = options with { Hash = arguments[++i] };
                    break;
                case "-o":
                    options = options with { Output = arguments[++i] };
                    break;
                case not ['-', ..] when command:
                    services.Add(argument);
                    break;
                default:
                    if (Flag(options, argument) is not { } changed)
                    {
                        return null;
                    }

                    options = changed;
                    break;
            }
        }

        return arguments.Contains("convert") ? null : options with { Load = options.Load with { Files = files, EnvFiles = envFiles, Profiles = profiles, Services = services } };
    }

    private static ConfigOptions? Flag(ConfigOptions options, string flag) => flag switch
    {
        "-q" => options with { Quiet = true },
        "--services" => options with { Services = true },
        "--volumes" => options with { Volumes = true },
        "--networks" => options with { Networks = true },
        "--images" => options with { Images = true },
        "--profiles" => options with { Profiles = true },
        "--variables" => options with { Variables = true },
        "--environment" => options with { Environment = true },
        "--no-consistency" => options with { NoConsistency = true },
        "--no-interpolate" => options with { NoInterpolate = true },
        "--no-normalize" => options with { NoNormalize = true },
        "--no-path-resolution" => options with { NoPathResolution = true },
        "--no-env-resolution" => options with { NoEnvResolution = true },
        _ => null,
    };
}

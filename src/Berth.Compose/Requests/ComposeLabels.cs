namespace Berth.Compose;

/// <summary>The labels by which Compose tools know what belongs to a project; the names are Docker Compose's.</summary>
public static class ComposeLabels
{
    /// <summary>The project's name.</summary>
    public const string Project = "com.docker.compose.project";

    /// <summary>The service's name.</summary>
    public const string Service = "com.docker.compose.service";

    /// <summary>The number of the container among its service's, from 1.</summary>
    public const string ContainerNumber = "com.docker.compose.container-number";

    /// <summary><c>True</c> for what <c>run</c> started, else <c>False</c>.</summary>
    public const string OneOff = "com.docker.compose.oneoff";

    /// <summary>The hash of the service's, network's or volume's configuration.</summary>
    public const string ConfigHash = "com.docker.compose.config-hash";

    /// <summary>The id of the image that the container was made from.</summary>
    public const string Image = "com.docker.compose.image";

    /// <summary>Services that it depends on, <c>name:condition:restart</c>, separated by commas.</summary>
    public const string DependsOn = "com.docker.compose.depends_on";

    /// <summary>The project directory.</summary>
    public const string WorkingDirectory = "com.docker.compose.project.working_dir";

    /// <summary>The Compose files, separated by commas.</summary>
    public const string ConfigFiles = "com.docker.compose.project.config_files";

    /// <summary>The env files given by option, separated by commas.</summary>
    public const string EnvironmentFile = "com.docker.compose.project.environment_file";

    /// <summary>The version of Compose whose behaviour was followed.</summary>
    public const string Version = "com.docker.compose.version";

    /// <summary>The container that this one took the place of.</summary>
    public const string Replace = "com.docker.compose.replace";

    /// <summary>A network's key in the file.</summary>
    public const string Network = "com.docker.compose.network";

    /// <summary>A volume's key in the file.</summary>
    public const string Volume = "com.docker.compose.volume";

    /// <summary>A one-off container's random part.</summary>
    public const string Slug = "com.docker.compose.slug";

    /// <summary>The version of Docker Compose whose files, labels and output Berth follows.</summary>
    public const string FollowedVersion = "2.40.3";
}

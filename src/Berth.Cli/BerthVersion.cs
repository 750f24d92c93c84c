using System.Reflection;

namespace Berth.Cli;

/// <summary>What this program calls itself.</summary>
internal static class BerthVersion
{
    /// <summary>The version of Docker's command line whose grammar this one has.</summary>
    public const string Docker = "28.5.2";

    /// <summary>The version of Docker Compose whose grammar this one has.</summary>
    public const string Compose = "2.40.3";

    /// <summary>This program's version.</summary>
    public static string Number => typeof(BerthVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}

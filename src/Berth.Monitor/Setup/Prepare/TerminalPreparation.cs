using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Makes the container's own terminals and, where the first process has one, opens it and hands its master to the streams.</summary>
internal static class TerminalPreparation
{
    public static void Run(SetupContext context)
    {
        if (context.Devices is not null)
        {
            context.Terminals = MountCalls.CreateFileSystem("devpts", [new("ptmxmode", "0666"), new("mode", "0620"), new("gid", "5")], MountAttributes.NoSetUid | MountAttributes.NoExecute);
        }
        context.Resources.UseTerminals(context.Terminals);
        if (context.Process.Terminal)
        {
            (var master, var slave) = context.Resources.OpenTerminal(context.Process.Rows, context.Process.Columns);
            context.TerminalNumber = PseudoTerminal.NumberOf(master);
            context.Streams = context.Own(new ProcessStreams(slave, slave, slave) { IsTerminal = true });
            context.Output.OpenTerminal(master);
        }
        else
        {
            context.Streams = context.Own(context.Output.OpenPipes());
        }
    }
}

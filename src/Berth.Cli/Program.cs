using Berth.Cli;

return CommandLine.Run(args);

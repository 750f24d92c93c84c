// One after another: what a started program inherits is this process's own state at that moment.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

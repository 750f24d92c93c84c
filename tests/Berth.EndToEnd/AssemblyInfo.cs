using Berth.EndToEnd;

// One after another: each test looks at the whole host for what its engine left there, and the examples share port 8000.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(TestRegistry))]

using Berth.Docker;

namespace Berth.Testing;

/// <summary>
/// An engine in memory: the seven interfaces with the states, errors and events of a real one, and processes that are
/// <see cref="FakeProgram"/>s.
/// </summary>
public sealed class FakeEngine
{
    /// <summary>Makes an engine with the networks that every engine has, and no images.</summary>
    public FakeEngine(TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        Events = new FakeEvents(Time);
        Networks = new FakeNetworks(this);
        Volumes = new FakeVolumes(this);
        Images = new FakeImages(this);
        Containers = new FakeContainers(this);
        Execs = new FakeExecs(this);
        Builder = new FakeImageBuilder(this);
        System = new FakeSystem(this);
    }

    public TimeProvider Time { get; }

    public FakeEvents Events { get; }

    public FakeContainers Containers { get; }

    public FakeExecs Execs { get; }

    public FakeImages Images { get; }

    public FakeImageBuilder Builder { get; }

    public FakeNetworks Networks { get; }

    public FakeVolumes Volumes { get; }

    public FakeSystem System { get; }

    /// <summary>64 hexadecimal digits that nothing else has.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");

    internal string Now() => DockerTimestamps.Format(Time.GetUtcNow());

    internal static DockerException NotFound(string message) => new(DockerErrorKind.NotFound, message);

    internal static DockerException Conflict(string message) => new(DockerErrorKind.Conflict, message);

    internal static DockerException Invalid(string message) => new(DockerErrorKind.InvalidParameter, message);
}

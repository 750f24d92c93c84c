namespace Berth.Compose;

/// <summary>One call on the engine, as data: a closed set, each with no more than it needs. <see cref="object.ToString"/> is its printed form.</summary>
internal abstract record PlanOp
{
    private PlanOp()
    {
    }

    /// <summary>What it acts on, as progress shows it: <c>Container p-web-1</c>.</summary>
    public abstract string Subject { get; }

    /// <summary>The verb of the printed plan.</summary>
    protected abstract string Verb { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Verb + " " + Subject;

    internal sealed record PullImage(ServiceConfig Service, string Image, bool Quiet) : PlanOp
    {
        public override string Subject => "image " + Image;
        protected override string Verb => "pull";
    }

    internal sealed record BuildImage(ServiceConfig Service, string Image) : PlanOp
    {
        public override string Subject => "image " + Image;
        protected override string Verb => "build";
    }

    internal sealed record RemoveImage(string Image) : PlanOp
    {
        public override string Subject => "Image " + Image;
        protected override string Verb => "remove";
    }

    internal sealed record CreateNetwork(string Key, NetworkConfig Network) : PlanOp
    {
        public override string Subject => "Network " + Network.Name;
        protected override string Verb => "create";
    }

    internal sealed record DisconnectNetwork(string Name, string ContainerId, string ContainerName) : PlanOp
    {
        public override string Subject => $"Container {ContainerName} from network {Name}";
        protected override string Verb => "disconnect";
    }

    internal sealed record RemoveNetwork(string Name, string Id) : PlanOp
    {
        public override string Subject => "Network " + Name;
        protected override string Verb => "remove";
    }

    internal sealed record CreateVolume(string Key, VolumeConfig Volume) : PlanOp
    {
        public override string Subject => "Volume " + Volume.Name;
        protected override string Verb => "create";
    }

    internal sealed record RemoveVolume(string Name) : PlanOp
    {
        public override string Subject => "Volume " + Name;
        protected override string Verb => "remove";
    }

    /// <summary>Makes a container; where it takes another's place, under a name of its own until that one is gone.</summary>
    internal sealed record CreateContainer(ServiceConfig Service, ContainerRole Role, string Name, ObservedContainer? Replaces) : PlanOp
    {
        public override string Subject => "Container " + Name;
        protected override string Verb => Replaces is null ? "create" : "create anew";
    }

    internal sealed record StopContainer(ServiceConfig? Service, string Name, string Id, int? Timeout, bool Silent) : PlanOp
    {
        public override string Subject => "Container " + Name;
        protected override string Verb => "stop";
    }

    internal sealed record RemoveContainer(string Name, string Id, bool Volumes, bool Silent) : PlanOp
    {
        public override string Subject => "Container " + Name;
        protected override string Verb => "remove";
    }

    internal sealed record RenameContainer(string From, string Name) : PlanOp
    {
        public override string Subject => $"Container {From} to {Name}";
        protected override string Verb => "rename";
    }

    internal sealed record StartContainer(ServiceConfig Service, string Name, string Id) : PlanOp
    {
        public override string Subject => "Container " + Name;
        protected override string Verb => "start";
    }

    internal sealed record RestartContainer(ServiceConfig? Service, string Name, string Id, int? Timeout) : PlanOp
    {
        public override string Subject => "Container " + Name;
        protected override string Verb => "restart";
    }

    internal sealed record KillContainer(string Name, string Id, string? Signal) : PlanOp
    {
        public override string Subject => "Container " + Name;
        protected override string Verb => "kill";
    }

    internal sealed record PauseContainer(string Name, string Id, bool Pause) : PlanOp
    {
        public override string Subject => "Container " + Name;
        protected override string Verb => Pause ? "pause" : "unpause";
    }

    /// <summary>Waits until a container is what a dependency, or <c>--wait</c>, asks for.</summary>
    internal sealed record AwaitContainer(string ServiceName, string Name, string Id, AwaitedCondition Condition, bool Required) : PlanOp
    {
        public override string Subject => $"Container {Name} to be {Condition switch { AwaitedCondition.Healthy => "healthy", AwaitedCondition.Completed => "done", _ => "running or healthy" }}";
        protected override string Verb => "wait for";
    }

    /// <summary>Nothing to do: the container runs as it should.</summary>
    internal sealed record KeepContainer(string Name, string Id) : PlanOp
    {
        public override string Subject => "Container " + Name;
        protected override string Verb => "keep";
    }
}

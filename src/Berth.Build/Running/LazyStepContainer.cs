using Berth.Docker;

namespace Berth.Build;

/// <summary>A container of an image that is made when it is first looked into.</summary>
internal sealed class LazyStepContainer(IContainers containers, ImageState state) : IAsyncDisposable
{
    private StepContainer? _made;

    /// <summary>The container.</summary>
    public async Task<StepContainer> GetAsync(CancellationToken cancel) => _made ??= await StepContainer.CreateIdleAsync(containers, state, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _made?.DisposeAsync() ?? default;
}

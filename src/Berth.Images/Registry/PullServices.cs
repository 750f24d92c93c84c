namespace Berth.Images;

/// <summary>The parts of the store that a pull works with.</summary>
internal sealed record PullServices(RegistryServices Registry, ContentStore Content, LayerFetcher Fetcher, ImageDatabase Database, ImageRegistrar Registrar, ImageViews Views);

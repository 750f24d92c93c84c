namespace Berth.Images;

/// <summary>The parts of the store that a push works with.</summary>
internal sealed record PushServices(RegistryServices Registry, ContentStore Content, LayerStore Layers, LayerBlobs Blobs, ImageDatabase Database, ImageRegistrar Registrar);

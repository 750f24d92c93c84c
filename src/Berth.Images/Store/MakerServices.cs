namespace Berth.Images;

/// <summary>The parts of the store that making images works with.</summary>
internal sealed record MakerServices(ContentStore Content, LayerStore Layers, LayerInstaller Installer, SnapshotStore Snapshots, ImageDatabase Database, ImageRegistrar Registrar);

using Berth.Docker;
using Berth.Images;

namespace Berth.Build;

/// <summary>What a build works with.</summary>
/// <param name="Containers">The engine's containers: RUN's commands and the file systems that COPY writes to.</param>
/// <param name="Images">The engine's images, to pull.</param>
/// <param name="Store">Where images are made.</param>
/// <param name="Cache">What earlier steps led to.</param>
/// <param name="Mounts">The folders of cache mounts.</param>
/// <param name="Scratch">A folder for archives while a build runs.</param>
/// <param name="Live">A folder for steps' secrets and sockets.</param>
/// <param name="Programs">The host's programs.</param>
/// <param name="Time">The clock of histories.</param>
internal sealed record BuildServices(IContainers Containers, IImages Images, ImageStore Store, BuildCache Cache, CacheMounts Mounts, string Scratch, string Live, IHostPrograms Programs, TimeProvider Time);

namespace Berth.Server;

/// <summary>All operations of the API. The first that matches serves a request.</summary>
internal static class RouteTable
{
    /// <summary>The routes, those with more specific paths first.</summary>
    public static Route[] Create(BuildKitRoutes buildKit) =>
    [
        .. SystemRoutes.All,
        .. ContainerRoutes.All,
        .. ContainerStreamRoutes.All,
        .. ArchiveRoutes.All,
        .. ExecRoutes.All,
        .. ImageRoutes.All,
        .. ImageTransferRoutes.All,
        .. BuildRoutes.All,
        .. buildKit.All,
        .. NetworkRoutes.All,
        .. VolumeRoutes.All,
        .. SwarmRoutes.All,
    ];
}

using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Passes the store's progress on in the API's form.</summary>
internal sealed class ProgressRelay(IProgress<ProgressMessage> destination) : IProgress<ImageProgress>
{
    public void Report(ImageProgress value) => destination.Report(new ProgressMessage
    {
        Id = value.Id.Length > 0 ? value.Id : null,
        Status = value.Status,
        ProgressDetail = new ProgressDetail { Current = value.Current, Total = value.Total },
    });
}

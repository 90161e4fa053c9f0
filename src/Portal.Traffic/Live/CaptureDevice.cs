using SharpPcap.LibPcap;

namespace Portal.Traffic.Live;

/// <summary>An interface of this machine that can be captured from.</summary>
/// <param name="Name">For <see cref="LiveCaptureOptions.Interface"/>.</param>
/// <param name="Description">Empty where the system has none.</param>
/// <param name="Addresses">IP addresses, without ports or masks.</param>
public sealed record CaptureDevice(string Name, string Description, IReadOnlyList<string> Addresses)
{
    /// <summary>The interfaces that this user may see, in libpcap's order.</summary>
    /// <exception cref="LiveCaptureException">libpcap is not installed, or it could not list them.</exception>
    public static IReadOnlyList<CaptureDevice> List()
    {
        try
        {
            return [.. LibPcapLiveDeviceList.New().Select(Describe)];
        }
        catch (Exception failure) when (LiveCaptureException.IsOfLibPcap(failure))
        {
            throw new LiveCaptureException(
                $"interfaces cannot be listed: {LiveCaptureException.Explain(failure)}",
                failure
            );
        }
    }

    private static CaptureDevice Describe(LibPcapLiveDevice device) =>
        new(
            device.Name,
            device.Description ?? "",
            [
                .. device
                    .Addresses.Select(address => address.Addr?.ipAddress)
                    .OfType<System.Net.IPAddress>()
                    .Select(address => address.ToString()),
            ]
        );
}

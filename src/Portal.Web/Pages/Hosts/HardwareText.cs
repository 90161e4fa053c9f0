using System.Globalization;
using Portal.Analysis.Hosts;

namespace Portal.Web.Pages.Hosts;

/// <summary>What a hardware address says of itself (IEEE 802 §8.2).</summary>
public static class HardwareText
{
    private const int LocallyAdministered = 0x02;
    private const int Group = 0x01;

    /// <summary>Empty for an address whose maker is not one of <see cref="HardwareVendors"/>.</summary>
    public static string Of(string address) =>
        HardwareVendors.Of(address) is { } vendor ? vendor
        : address.Length >= 2
        && byte.TryParse(address.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var first)
            ? (first & Group) != 0 ? "a group, not a machine"
                : (first & LocallyAdministered) != 0 ? "made up by software: a random address or a virtual machine"
                : ""
        : "";
}

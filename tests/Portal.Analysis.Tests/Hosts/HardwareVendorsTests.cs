using Portal.Analysis.Hosts;

namespace Portal.Analysis.Tests.Hosts;

public sealed class HardwareVendorsTests
{
    /// <summary>IEEE's registry as Wireshark comes with it.</summary>
    private const string Registry = "/usr/share/wireshark/manuf";

    [Theory]
    [InlineData("00:0c:29:aa:bb:cc", "VMware (virtual machine)")]
    [InlineData("00:15:5D:01:02:03", "Hyper-V (virtual machine) or Microsoft")]
    [InlineData("52:54:00:12:34:56", "QEMU or KVM (virtual machine)")]
    [InlineData("02:42:ac:11:00:02", "Docker (container)")]
    [InlineData("00:00:0c:01:02:03", "Cisco")]
    [InlineData("00:00:0c:07:ac:01", "HSRP (shared by routers)")]
    [InlineData("00:00:5e:00:01:0a", "VRRP (shared by routers)")]
    [InlineData("00:00:5e:90:01:0a", null)]
    [InlineData("fe:dc:ba:98:76:54", null)]
    [InlineData("02:4", null)]
    [InlineData("", null)]
    public void The_first_bytes_tell_the_vendor(string address, string? vendor) =>
        Assert.Equal(vendor, HardwareVendors.Of(address));

    [Fact]
    public void Every_assignment_is_the_registrys()
    {
        Assert.SkipUnless(File.Exists(Registry), $"there is no {Registry}");
        var theirs = File.ReadLines(Registry)
            .Select(line => line.Split('\t'))
            .Where(row => row.Length > 1 && row[0].Length == 8)
            .ToDictionary(row => row[0], row => $"{row[1]} {row[^1]}", StringComparer.OrdinalIgnoreCase);
        var globals = TableLines
            .Read("hardware-vendors.tsv")
            .Where(row => row[0].Length == 8 && row[0] != "52:54:00")
            .ToList();

        Assert.True(globals.Count > 70);
        Assert.All(
            globals,
            row =>
            {
                var known = theirs[row[0]].Replace("-", "", StringComparison.Ordinal);
                var words = row[1].Replace("-", "", StringComparison.Ordinal).Split(' ', '(', ')', '!');
                Assert.Contains(Owner(words[0]), known, StringComparison.OrdinalIgnoreCase);
            }
        );
    }

    /// <summary>Products and brands that the registry has under their maker's name.</summary>
    private static string Owner(string brand) =>
        brand switch
        {
            "VirtualBox" => "PCS",
            "HyperV" => "Microsoft",
            "MikroTik" => "Routerboard",
            "Aruba" => "Hewlett Packard",
            "Supermicro" => "Super Micro",
            _ => brand,
        };
}

using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Inspection;

namespace Portal.Traffic.Tests.Inspection;

public sealed class SecurityFieldsTests
{
    private const string Header = "060400001234abcd00000007313233343536373839303132";

    private static readonly string[] s_names =
    [
        "ah.next_header",
        "ah.length",
        "ah.reserved",
        "ah.spi",
        "ah.sequence",
        "ah.icv",
    ];

    /// <summary>Ethernet and IP up to the header, by version.</summary>
    [Theory]
    [InlineData("0200000000020200000000010800" + "4500002c0001000040330000" + "0a0000010a000002")]
    [InlineData(
        "020000000002020000000001"
            + "86dd6000000000183340"
            + "20010db8000000000000000000000001"
            + "20010db8000000000000000000000002"
    )]
    public async Task The_authentication_header_prints_as_tshark_prints_it(string before)
    {
        var bytes = Convert.FromHexString(before + Header);
        var file = Path.GetTempFileName();
        try
        {
            using (var slice = new CaptureSlice(File.Create(file), "sample"))
            {
                slice.Add(1, 0, LinkType.Ethernet, bytes, (uint)bytes.Length);
            }
            string[] wanted = [.. s_names.SelectMany(name => new[] { "-e", name })];
            var (_, output, _) = await Tool.RunAsync(
                Tool.Require("tshark"),
                ["-n", "-r", file, "-T", "fields", .. wanted]
            );
            var frame = FrameDissector.Dissect(1, 0, LinkType.Ethernet, bytes, (uint)bytes.Length);
            var ours = s_names.Select(name =>
                string.Join(',', frame.Find(FieldCatalogue.Find(name)!).Select(FieldCatalogue.Find(name)!.Print))
            );
            Assert.StartsWith("6\t4\t0000\t0x1234abcd\t7\t", output, StringComparison.Ordinal);
            Assert.Equal(output.TrimEnd('\n'), string.Join('\t', ours));
        }
        finally
        {
            File.Delete(file);
        }
    }
}

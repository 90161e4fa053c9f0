using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Http;

/// <summary>What tshark prints of bodies is what the fields print.</summary>
public sealed class HttpBodyFieldsTests
{
    [Theory]
    [InlineData("http/get.pcap")]
    [InlineData("http/get-gzip.pcap")]
    [InlineData("http/http-brotli-ce__input.pcap")]
    [InlineData("http/http-post-upload.pcap")]
    [InlineData("http/multipart-form-data.pcap")]
    public Task Bodies(string capture) => AgainstTshark.EqualAsync(capture, ["http.file_data"]);
}

using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Redis;

public sealed class RespFieldsTests
{
    [Fact]
    public Task Fields_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            RespConversation.Capture,
            Names.Of(
                """
                resp.array.length resp.bulk_string.length resp.bulk_string.value resp.error resp.integer
                resp.string
                """
            ),
            frame => frame == 14 // the first half of an array, which is shown when the second has come
        );
}

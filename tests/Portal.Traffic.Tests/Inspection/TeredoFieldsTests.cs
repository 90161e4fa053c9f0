using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Inspection;

public sealed class TeredoFieldsTests
{
    [Fact]
    public Task Fields_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            TeredoConversation.Capture,
            Names.Of(
                """
                teredo.auth.aulen teredo.auth.conf teredo.auth.id teredo.auth.idlen teredo.auth.nonce
                teredo.auth.value teredo.orig.addr teredo.orig.port
                """
            )
        );
}

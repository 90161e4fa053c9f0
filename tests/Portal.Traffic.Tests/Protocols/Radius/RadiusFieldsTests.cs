using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Radius;

public sealed class RadiusFieldsTests
{
    [Theory]
    [InlineData(
        "benign/radius.pcap",
        "radius.Called_Station_Id",
        "radius.Calling_Station_Id",
        "radius.Framed-IP-Address",
        "radius.Framed_MTU",
        "radius.Message_Authenticator",
        "radius.NAS_IP_Address",
        "radius.NAS_Port",
        "radius.NAS_Port_Type",
        "radius.Reply_Message",
        "radius.Service_Type",
        "radius.State",
        "radius.User_Name",
        "radius.authenticator",
        "radius.avp",
        "radius.avp.length",
        "radius.avp.type",
        "radius.code",
        "radius.eap_fragment",
        "radius.id",
        "radius.length"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}

using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Ldap;

/// <summary>What tshark prints of LDAP is what the fields print.</summary>
public sealed class LdapFieldsTests
{
    private static readonly string[] s_common =
    [
        "ldap.messageID",
        "ldap.protocolOp",
        "ldap.resultCode",
        "ldap.response_to",
        "ldap.time",
    ];

    private static readonly string[] s_searching =
    [
        "ldap.scope",
        "ldap.derefAliases",
        "ldap.sizeLimit",
        "ldap.filter",
        "ldap.attributes",
    ];

    [Fact]
    public Task Searching_with_parts_of_texts() =>
        AgainstTshark.EqualAsync(
            "benign/ldap-and-search.pcap",
            [
                .. s_common,
                .. s_searching,
                "ldap.and",
                "ldap.and_item",
                "ldap.any",
                "ldap.type",
                "ldap.attributeDesc",
                "ldap.assertionValue",
            ]
        );

    [Fact]
    public Task Entries() =>
        AgainstTshark.EqualAsync(
            "benign/ldap-search__ldap.pcap",
            [.. s_common, .. s_searching, "ldap.objectName", "ldap.type", "ldap.AttributeValue", "ldap.baseObject"]
        );

    [Fact]
    public Task Logons() =>
        AgainstTshark.EqualAsync(
            "benign/simpleauth.pcap",
            [.. s_common, "ldap.name", "ldap.authentication", "ldap.present", "ldap.baseObject"]
        );

    [Fact]
    public Task Changes() =>
        AgainstTshark.EqualAsync(
            "benign/modify-request.pcapng",
            [.. s_common, .. s_searching, "ldap.object", "ldap.operation", "ldap.oid", "ldap.controlType"]
        );

    [Fact]
    public Task Adding() => AgainstTshark.EqualAsync("benign/ldap-add.pcap", [.. s_common, "ldap.entry", "ldap.vals"]);
}

namespace Portal.Traffic.Tests.Protocols.Ldap;

/// <summary>A bind, a search that finds nothing, and a farewell.</summary>
internal static class LdapSample
{
    public static readonly (Side Side, byte[] Bytes)[] Messages =
    [
        (Side.Originator, Convert.FromHexString("300c020101600702010304008000")),
        (Side.Responder, Convert.FromHexString("300c02010161070a010004000400")),
        (
            Side.Originator,
            Convert.FromHexString(
                "3033020102632e04000a01020a0100020100020100010100a019a40c0402636e3006810466726564a3090402646e0403"
                    + "6a6f653000"
            )
        ),
        (Side.Responder, Convert.FromHexString("300c02010265070a012004000400")),
        (Side.Originator, Convert.FromHexString("30050201034200")),
    ];
}

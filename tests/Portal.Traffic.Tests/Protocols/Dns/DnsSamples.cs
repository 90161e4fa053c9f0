namespace Portal.Traffic.Tests.Protocols.Dns;

/// <summary>Real messages, named after the captures of the corpus that they come from.</summary>
internal static class DnsSamples
{
    /// <summary>dns-mx.pcap, frames 1 and 2: who takes the mail of mx.com.</summary>
    public static byte[] MxQuery => Convert.FromHexString("4c1701000001000000000000026d7803636f6d00000f0001");

    public static byte[] MxResponse =>
        Convert.FromHexString(
            "4c1781800001000200020002026d7803636f6d00000f0001c00c000f000100000e10001c000a08636c7573746572350275730b6d6573736167"
                + "656c616273c00fc00c000f000100000e10000e001409636c75737465723561c02fc00c0002000100000e10001504646e73320d737461626c"
                + "657472616e736974c00fc00c0002000100000e10000704646e7331c06bc06600010001000005160004413dbc04c0870001000100000de700"
                + "0445145f04"
        );

    /// <summary>ds.pcap, frame 2: two DS records, their signature and OPT.</summary>
    public static byte[] DsResponse =>
        Convert.FromHexString(
            "98a881800001000300000001057570656e6e0365647500002b0001c00c002b0001000000050018481f05010c45b3d090b221e0e33bbeb5a619"
                + "d89416baf197c00c002b0001000000050024481f05026003992326da06785c9e30b259750fab0960bf57054bddffdeee1188977dabb8c00c"
                + "002e0001000000050097002b0802000151805badbadc5ba46ff4c42b03656475009ad460707076153498e99df9237ca2b276f61d6a1a0764"
                + "8cd2ead8ee4760143dc333d429b343b954e872ba2e34cb96a7e395f423fd3c22a81c1b315218d1ac2e78a0b1eff416337985b44b0e84d216"
                + "059e74a7c57c0d3966d48e61dd8d26863314d669e6f67c25bfd891b387d19138720ab80e87df3feef350796edd3d25d37000002902000000"
                + "00050000"
        );

    /// <summary>dns-https.pcap, frame 2: the service binding of cloudflare.com.</summary>
    public static byte[] HttpsResponse =>
        Convert.FromHexString(
            "f29f818000010001000000010a636c6f7564666c61726503636f6d0000410001c00c0041000100000081004f00010000010018026833056833"
                + "2d32390568332d32380568332d323702683200040008681084e5681085e500060020260647000000000000000000681084e5260647000000"
                + "000000000000681085e50000291000000000000000"
        );

    /// <summary>netbios_wildcard_dns_query.pcap: a node status request for <c>*</c>.</summary>
    public static byte[] NetbiosWildcard =>
        Convert.FromHexString(
            "80f00010000100000000000020434b4141414141414141414141414141414141414141414141414141414141410000210001"
        );

    public static TheoryData<string> All =>
        [
            Convert.ToHexString(MxQuery),
            Convert.ToHexString(MxResponse),
            Convert.ToHexString(DsResponse),
            Convert.ToHexString(HttpsResponse),
            Convert.ToHexString(NetbiosWildcard),
        ];
}

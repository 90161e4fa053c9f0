namespace Portal.Traffic.Flows;

/// <summary>
/// Pairs ICMP requests with their replies, so that both are one flow (RFC 792, RFC 950, RFC 1256, RFC 4443, RFC 4861,
/// RFC 2710, RFC 4620, RFC 6275). Others are one-way, with the code in the counterpart's place, as Zeek has it.
/// </summary>
internal static class IcmpCounterparts
{
    /// <returns>The counterpart's type, or false with the code.</returns>
    public static (ushort Counterpart, bool IsOneWay) Of(bool isIpv6, int type, ushort code)
    {
        var counterpart = isIpv6 ? Version6(type) : Version4(type);
        return counterpart < 0 ? (code, true) : ((ushort)counterpart, false);
    }

    private static int Version4(int type) =>
        type switch
        {
            8 => 0, // echo
            0 => 8,
            13 => 14, // timestamp
            14 => 13,
            15 => 16, // information
            16 => 15,
            10 => 9, // router solicitation and advertisement
            9 => 10,
            17 => 18, // address mask
            18 => 17,
            _ => -1,
        };

    private static int Version6(int type) =>
        type switch
        {
            128 => 129, // echo
            129 => 128,
            130 => 131, // multicast listener query and report
            131 => 130,
            133 => 134, // router solicitation and advertisement
            134 => 133,
            135 => 136, // neighbour solicitation and advertisement
            136 => 135,
            139 => 140, // node information
            140 => 139,
            144 => 145, // home agent discovery
            145 => 144,
            _ => -1,
        };
}

using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Rip;

/// <summary>Routes of both versions and of IPv6, with a password and with a digest.</summary>
internal static class RipConversations
{
    public static SampleCapture Ipv4 { get; } =
        new(
            520,
            true,
            ">010100000000000000000000000000000000000000000010",
            ">02010000000200000a000000000000000000000000000003",
            ">02020000ffff000273656372657400000000000000000000000200070a010000ffff00000a00000900000002000200000a020000ffff00000000000000000010",
            ">02020000ffff0003002c0114000000090000000000000000000200000a030000ffff00000000000000000001ffff0001000102030405060708090a0b0c0d0e0f"
        );

    public static SampleCapture Ipv6 { get; } =
        new(
            521,
            true,
            ">010100000000000000000000000000000000000000000010",
            ">0201000020010db800010000000000000000000000053002fe800000000000000000000000000001000000ff"
        );
}

using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Messages;

/// <summary>The three messages of an NTLM sign-in (MS-NLMP §2.2.1).</summary>
internal static class NtlmMessages
{
    private const uint Flags = 0xE208_8297;
    private static readonly byte[] s_version = [10, 0, 0x63, 0x45, 0, 0, 0, 15];

    public static byte[] Negotiate() => Start(1).U32Little(Flags).Zeros(16).Raw(s_version).ToArray();

    public static byte[] Challenge(string domain, DemoRandom random)
    {
        const int Header = 56;
        var name = new WireWriter().Utf16(domain).ToArray();
        var information = new WireWriter()
            .U16Little(2)
            .U16Little(name.Length)
            .Raw(name)
            .U16Little(0)
            .U16Little(0)
            .ToArray();
        return Start(2)
            .Raw(Field(name.Length, Header))
            .U32Little(Flags)
            .Raw(random.Bytes(8))
            .Zeros(8)
            .Raw(Field(information.Length, Header + name.Length))
            .Raw(s_version)
            .Raw(name)
            .Raw(information)
            .ToArray();
    }

    public static byte[] Authenticate(string domain, string user, string workstation, DemoRandom random)
    {
        const int Header = 88;
        byte[][] parts =
        [
            new byte[24],
            random.Bytes(180),
            new WireWriter().Utf16(domain).ToArray(),
            new WireWriter().Utf16(user).ToArray(),
            new WireWriter().Utf16(workstation).ToArray(),
            random.Bytes(16),
        ];
        var message = Start(3);
        var at = Header;
        foreach (var part in parts)
        {
            message.Raw(Field(part.Length, at));
            at += part.Length;
        }
        message.U32Little(Flags).Raw(s_version).Raw(random.Bytes(16));
        foreach (var part in parts)
        {
            message.Raw(part);
        }
        return message.ToArray();
    }

    private static WireWriter Start(uint type) => new WireWriter().Ascii("NTLMSSP").U8(0).U32Little(type);

    private static byte[] Field(int length, int offset) =>
        new WireWriter().U16Little(length).U16Little(length).U32Little((uint)offset).ToArray();
}

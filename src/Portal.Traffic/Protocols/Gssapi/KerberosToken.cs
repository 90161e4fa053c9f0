namespace Portal.Traffic.Protocols.Gssapi;

/// <summary>A context token of Kerberos (RFC 4121 §4.1): <c>60 { 06 Kerberos, two bytes of token type, message }</c>.</summary>
internal static class KerberosToken
{
    private const int InitialContext = 0x60;

    private static ReadOnlySpan<byte> Kerberos => [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x02];

    /// <summary>Microsoft's misprint of it, which it still offers (MS-SPNG §3.1.5.2).</summary>
    private static ReadOnlySpan<byte> MicrosoftKerberos => [0x2A, 0x86, 0x48, 0x82, 0xF7, 0x12, 0x01, 0x02, 0x02];

    /// <summary>
    /// A message without anything around it: an application's request, its response or an error (RFC 4120 §5.10), as DCE/RPC
    /// carries them (MS-KILE §3.4.5.1, GSS_C_DCE_STYLE).
    /// </summary>
    public static bool IsBare(ReadOnlySpan<byte> token) => token is [0x6E or 0x6F or 0x7E, ..];

    /// <summary>Something of Kerberos in the frame of RFC 4121 §4.1.</summary>
    public static bool IsFramed(ReadOnlySpan<byte> token)
    {
        var reader = new DerReader(new DerReader(token).ReadOptional(InitialContext));
        return reader.ReadOptional(DerReader.ObjectIdentifier) is var mechanism
            && (mechanism.StartsWith(Kerberos) || mechanism.StartsWith(MicrosoftKerberos));
    }

    /// <summary>The message of RFC 4120 inside; false when it is no such token or holds a protected one.</summary>
    public static bool TryUnwrap(ReadOnlySpan<byte> token, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (token is not [InitialContext, ..])
        {
            return false;
        }
        var outer = new DerReader(token);
        var content = outer.Read(InitialContext);
        var inner = new DerReader(content);
        var mechanism = inner.Read(out var tag, out var whole);
        if (
            outer.Failed
            || tag != DerReader.ObjectIdentifier
            || !(mechanism.SequenceEqual(Kerberos) || mechanism.SequenceEqual(MicrosoftKerberos))
        )
        {
            return false;
        }
        // 1: AP-REQ, 2: AP-REP, 3: KRB-ERROR
        if (content[whole.Length..] is not [<= 3, 0, .. var rest])
        {
            return false;
        }
        message = rest;
        return true;
    }
}

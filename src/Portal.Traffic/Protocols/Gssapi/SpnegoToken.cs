namespace Portal.Traffic.Protocols.Gssapi;

/// <summary>
/// A negotiation token (RFC 4178 §4.2): what a mechanism says inside it, and the server's verdict.
/// <code>
/// 60 InitialContextToken { 06 SPNEGO, A0 NegTokenInit }    A1 NegTokenResp
///   30 { A0 mechanisms, A1 flags, A2 token, A3 … }           30 { A0 state, A1 mechanism, A2 token, A3 … }
/// </code>
/// </summary>
internal readonly ref struct SpnegoToken
{
    private const int InitialContext = 0x60;
    private const int NegTokenInit = 0xA0;
    private const int NegTokenResp = 0xA1;
    private const int StateTag = 0xA0;
    private const int TokenTag = 0xA2;

    private static ReadOnlySpan<byte> Spnego => [0x2B, 0x06, 0x01, 0x05, 0x05, 0x02];

    private SpnegoToken(ReadOnlySpan<byte> mechanismToken, SpnegoState? state)
    {
        MechanismToken = mechanismToken;
        State = state;
    }

    /// <summary>What NTLM, Kerberos or another mechanism says; often empty.</summary>
    public ReadOnlySpan<byte> MechanismToken { get; }

    /// <summary>Null in an initial token and where the answer leaves it out.</summary>
    public SpnegoState? State { get; }

    /// <summary>False when it is no token of SPNEGO, also when it is one of a mechanism without SPNEGO around it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SpnegoToken token)
    {
        token = default;
        var reader = new DerReader(bytes);
        if (reader.NextTag == InitialContext)
        {
            reader = new DerReader(reader.Read(InitialContext));
            if (!reader.Read(DerReader.ObjectIdentifier).SequenceEqual(Spnego))
            {
                return false;
            }
        }
        var tag = reader.NextTag;
        if (tag is not (NegTokenInit or NegTokenResp))
        {
            return false;
        }
        var choice = new DerReader(reader.Read(tag));
        var fields = new DerReader(choice.Read(DerReader.Sequence));
        var mechanismToken = default(ReadOnlySpan<byte>);
        SpnegoState? state = null;
        while (!fields.IsAtEnd)
        {
            var content = fields.Read(out var field, out _);
            if (field == StateTag && tag == NegTokenResp)
            {
                state = (SpnegoState)new DerReader(content).ReadInteger(DerReader.Enumerated);
            }
            else if (field == TokenTag)
            {
                mechanismToken = new DerReader(content).Read(DerReader.OctetString);
            }
        }
        token = new SpnegoToken(mechanismToken, state);
        return !reader.Failed && !choice.Failed && !fields.Failed;
    }
}

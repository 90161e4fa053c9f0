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
    public const int InitialContext = 0x60;

    private const int NegTokenInit = 0xA0;
    private const int NegTokenResp = 0xA1;
    private const int FirstTag = 0xA0;
    private const int SecondTag = 0xA1;
    private const int TokenTag = 0xA2;
    private const int FourthTag = 0xA3;
    private const int FifthTag = 0xA4;

    public static ReadOnlySpan<byte> Spnego => [0x2B, 0x06, 0x01, 0x05, 0x05, 0x02];

    private SpnegoToken(bool isInitial, ReadOnlySpan<byte> fields)
    {
        IsInitial = isInitial;
        var reader = new DerReader(fields);
        while (!reader.IsAtEnd)
        {
            var content = reader.Read(out var field, out _);
            switch (field)
            {
                case FirstTag when isInitial:
                    Mechanisms = new DerReader(content).Read(DerReader.Sequence);
                    break;
                case FirstTag:
                    State = (SpnegoState)new DerReader(content).ReadInteger(DerReader.Enumerated);
                    break;
                case SecondTag when isInitial:
                    Flags = new DerReader(content).Read(DerReader.BitString);
                    break;
                case SecondTag:
                    SupportedMechanism = new DerReader(content).Read(DerReader.ObjectIdentifier);
                    break;
                case TokenTag:
                    MechanismToken = new DerReader(content).Read(DerReader.OctetString);
                    break;
                case FourthTag when isInitial && content is [DerReader.Sequence, ..]:
                    Hints = new DerReader(content).Read(DerReader.Sequence);
                    break;
                case FourthTag or FifthTag:
                    Checksum = new DerReader(content).Read(DerReader.OctetString);
                    break;
                default:
                    break;
            }
        }
        Failed = reader.Failed;
    }

    /// <summary>A client's first one, or what a server offers before.</summary>
    public bool IsInitial { get; }

    /// <summary>What NTLM, Kerberos or another mechanism says; often empty.</summary>
    public ReadOnlySpan<byte> MechanismToken { get; }

    /// <summary>Null in an initial token and where the answer leaves it out.</summary>
    public SpnegoState? State { get; }

    /// <summary>Object identifiers, the preferred one first.</summary>
    public ReadOnlySpan<byte> Mechanisms { get; }

    /// <summary>A bit string: first how many bits of its last byte are unused.</summary>
    public ReadOnlySpan<byte> Flags { get; }

    /// <summary>The identifier that the server chose.</summary>
    public ReadOnlySpan<byte> SupportedMechanism { get; }

    /// <summary>What Microsoft's servers offer first (MS-SPNG §2.2.1): <c>A0 name, A1 address</c>.</summary>
    public ReadOnlySpan<byte> Hints { get; }

    /// <summary>Over the list of mechanisms.</summary>
    public ReadOnlySpan<byte> Checksum { get; }

    private bool Failed { get; }

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
        token = new SpnegoToken(tag == NegTokenInit, choice.Read(DerReader.Sequence));
        return !reader.Failed && !choice.Failed && !token.Failed;
    }
}

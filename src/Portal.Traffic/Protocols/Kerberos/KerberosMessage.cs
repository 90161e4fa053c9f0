using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>What the messages of RFC 4120 §5 say in clear; null where a message has none.</summary>
internal sealed record KerberosMessage(KerberosMessageType Type)
{
    /// <summary>Enough to tell a message: two tags with their lengths.</summary>
    public const int HeadBytes = 12;

    /// <summary>Realms and names have two or three parts; a hostile one could have thousands.</summary>
    private const int MaxNameParts = 32;

    private const int ApplicationTag = 0x60; // X.690 §8.1.2.2: application class, constructed
    private const int ContextTag = 0xA0; // context class, constructed
    private const int TicketTag = ApplicationTag | 1;
    private const uint ForwardableOption = 0x4000_0000; // §5.4.1, bits are counted from the left
    private const uint RenewableOption = 0x0080_0000;

    public string? ClientName { get; private set; }

    /// <summary>The client's realm; in a request the server's, which is the same.</summary>
    public string? Realm { get; private set; }
    public string? TicketRealm { get; private set; }
    public string? ServiceName { get; private set; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long? From { get; private set; }
    public long? Till { get; private set; }
    public bool IsForwardable { get; private set; }
    public bool IsRenewable { get; private set; }

    /// <summary>What the ticket of a response is encrypted with (RFC 3961 §8).</summary>
    public int? TicketCipher { get; private set; }
    public int? ErrorCode { get; private set; }
    public string? ErrorText { get; private set; }

    public static bool IsType(byte tag) => tag is >= ApplicationTag + 10 and <= ApplicationTag + 30;

    /// <summary>The first bytes of a message of <paramref name="length"/> bytes: two nested elements that fill it.</summary>
    public static bool BeginsMessage(ReadOnlySpan<byte> bytes, long length) =>
        bytes.Length >= HeadBytes
        && IsType(bytes[0])
        && TryReadLength(bytes[1..], out var outer, out var outerBytes)
        && 1 + outerBytes + outer == length
        && bytes[1 + outerBytes] == DerReader.Sequence
        && TryReadLength(bytes[(2 + outerBytes)..], out var inner, out var innerBytes)
        && 1 + innerBytes + inner == outer;

    /// <summary>False when it is no message of version 5 or a field is broken.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out KerberosMessage message)
    {
        message = new KerberosMessage(KerberosMessageType.Other);
        var outer = new DerReader(bytes);
        var content = outer.Read(out var tag, out _);
        if (outer.Failed || !IsType((byte)tag))
        {
            return false;
        }
        var sequence = new DerReader(content);
        var fields = new DerReader(sequence.Read(DerReader.Sequence));
        if (sequence.Failed)
        {
            return false;
        }
        var type = (KerberosMessageType)(tag - ApplicationTag);
        switch (type)
        {
            case KerberosMessageType.AsRequest:
            case KerberosMessageType.TgsRequest:
                message = new KerberosMessage(type);
                return message.ReadRequest(ref fields);
            case KerberosMessageType.AsResponse:
            case KerberosMessageType.TgsResponse:
                message = new KerberosMessage(type);
                return message.ReadResponse(ref fields);
            case KerberosMessageType.Error:
                message = new KerberosMessage(type);
                return message.ReadError(ref fields);
            case KerberosMessageType.ApplicationRequest:
                message = new KerberosMessage(type);
                return message.ReadApplicationRequest(ref fields);
            default:
                message = new KerberosMessage(
                    type == KerberosMessageType.ApplicationResponse ? type : KerberosMessageType.Other
                );
                // The others begin with the version and their type too (§5.5, §5.6).
                return fields.NextTag == ContextTag && new DerReader(fields.Read(ContextTag)).ReadInteger() == 5;
        }
    }

    /// <summary>§5.4.1: <c>[1] version, [2] type, [3] data of pre-authentication, [4] body</c>.</summary>
    private bool ReadRequest(ref DerReader fields)
    {
        var isVersion5 = false;
        while (!fields.IsAtEnd)
        {
            var content = new DerReader(fields.Read(out var tag, out _));
            switch (tag - ContextTag)
            {
                case 1:
                    isVersion5 = content.ReadInteger() == 5;
                    break;
                case 4:
                    var body = new DerReader(content.Read(DerReader.Sequence));
                    ReadRequestBody(ref body);
                    fields.FailWith(body.Failed || content.Failed);
                    break;
                default:
                    break;
            }
        }
        return isVersion5 && !fields.Failed;
    }

    private void ReadRequestBody(ref DerReader fields)
    {
        while (!fields.IsAtEnd)
        {
            var content = new DerReader(fields.Read(out var tag, out _));
            switch (tag - ContextTag)
            {
                case 0:
                    var options = Bits(content.Read(DerReader.BitString));
                    IsForwardable = (options & ForwardableOption) != 0;
                    IsRenewable = (options & RenewableOption) != 0;
                    break;
                case 1:
                    ClientName = Name(ref content);
                    break;
                case 2:
                    Realm = Text(ref content);
                    break;
                case 3:
                    ServiceName = Name(ref content);
                    break;
                case 4:
                    From = KerberosTime.Read(content.Read(DerReader.GeneralizedTime));
                    break;
                case 5:
                    Till = KerberosTime.Read(content.Read(DerReader.GeneralizedTime));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>§5.4.2: <c>[0] version, [1] type, [2] data, [3] client's realm, [4] client, [5] ticket, [6] the encrypted rest</c>.</summary>
    private bool ReadResponse(ref DerReader fields)
    {
        var isVersion5 = false;
        while (!fields.IsAtEnd)
        {
            var content = new DerReader(fields.Read(out var tag, out _));
            switch (tag - ContextTag)
            {
                case 0:
                    isVersion5 = content.ReadInteger() == 5;
                    break;
                case 3:
                    Realm = Text(ref content);
                    break;
                case 4:
                    ClientName = Name(ref content);
                    break;
                case 5:
                    ReadTicket(ref content);
                    break;
                default:
                    break;
            }
        }
        return isVersion5 && !fields.Failed;
    }

    /// <summary>§5.5.1: <c>[0] version, [1] type, [2] options, [3] ticket, [4] who shows it, encrypted</c>.</summary>
    private bool ReadApplicationRequest(ref DerReader fields)
    {
        var isVersion5 = false;
        while (!fields.IsAtEnd)
        {
            var content = new DerReader(fields.Read(out var tag, out _));
            switch (tag - ContextTag)
            {
                case 0:
                    isVersion5 = content.ReadInteger() == 5;
                    break;
                case 3:
                    ReadTicket(ref content);
                    break;
                default:
                    break;
            }
        }
        return isVersion5 && !fields.Failed;
    }

    /// <summary>§5.3: <c>61 { [0] version, [1] realm, [2] service, [3] { [0] cipher, … } }</c>.</summary>
    private void ReadTicket(ref DerReader reader)
    {
        var ticket = new DerReader(reader.Read(TicketTag));
        var fields = new DerReader(ticket.Read(DerReader.Sequence));
        while (!fields.IsAtEnd)
        {
            var content = new DerReader(fields.Read(out var tag, out _));
            if (tag == ContextTag + 1)
            {
                TicketRealm = Text(ref content);
            }
            else if (tag == ContextTag + 2)
            {
                ServiceName = Name(ref content);
            }
            else if (tag == ContextTag + 3)
            {
                var encrypted = new DerReader(content.Read(DerReader.Sequence));
                TicketCipher = (int)new DerReader(encrypted.Read(ContextTag)).ReadInteger();
            }
        }
    }

    /// <summary>§5.9.1.</summary>
    private bool ReadError(ref DerReader fields)
    {
        var isVersion5 = false;
        while (!fields.IsAtEnd)
        {
            var content = new DerReader(fields.Read(out var tag, out _));
            switch (tag - ContextTag)
            {
                case 0:
                    isVersion5 = content.ReadInteger() == 5;
                    break;
                case 6:
                    ErrorCode = (int)content.ReadInteger();
                    break;
                case 7:
                    Realm = Text(ref content);
                    break;
                case 8:
                    ClientName = Name(ref content);
                    break;
                case 10:
                    ServiceName = Name(ref content);
                    break;
                case 11:
                    ErrorText = Text(ref content);
                    break;
                default:
                    break;
            }
        }
        return isVersion5 && ErrorCode is not null && !fields.Failed;
    }

    private static string Text(ref DerReader reader) => ZeekText.Decode(reader.Read(DerReader.GeneralString));

    /// <summary>§5.2.2: the parts of a principal's name with slashes between them.</summary>
    private static string Name(ref DerReader reader)
    {
        var fields = new DerReader(reader.Read(DerReader.Sequence));
        fields.Read(ContextTag); // the kind of name
        var list = new DerReader(fields.Read(ContextTag + 1));
        var parts = new DerReader(list.Read(DerReader.Sequence));
        var name = new StringBuilder();
        for (var i = 0; i < MaxNameParts && !parts.IsAtEnd; i++)
        {
            if (i > 0)
            {
                name.Append('/');
            }
            name.Append(Text(ref parts));
        }
        return name.ToString();
    }

    /// <summary>The first 32 bits behind the count of unused ones.</summary>
    private static uint Bits(ReadOnlySpan<byte> bitString)
    {
        var reader = new ByteReader(bitString);
        reader.Skip(1);
        return reader.ReadUInt32();
    }

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, out long length, out int used)
    {
        (length, used) = (0, 1);
        if (bytes[0] < 0x80)
        {
            length = bytes[0];
            return true;
        }
        var count = bytes[0] & 0x7F;
        if (count is 0 or > 4 || count >= bytes.Length)
        {
            return false;
        }
        foreach (var value in bytes.Slice(1, count))
        {
            length = (length << 8) | value;
        }
        used += count;
        return used < bytes.Length;
    }
}

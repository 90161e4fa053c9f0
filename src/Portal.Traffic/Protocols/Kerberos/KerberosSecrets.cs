namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>
/// Finds what in a message is encrypted under somebody's password (RFC 4120 §5.2.9: <c>[0] etype, [1] version, [2]
/// cipher</c>), so that guesses can be tried against it: the time stamp of a pre-authentication, the user's part of an
/// AS-REP, and the ticket for a service.
/// </summary>
internal readonly ref struct KerberosSecrets
{
    private const int ContextTag = 0xA0;
    private const int TicketTag = 0x61;
    private const int EncryptedTimestamp = 2; // §7.5.2, PA-ENC-TIMESTAMP

    /// <summary>Kinds of pre-authentication data in one request; there are some twenty.</summary>
    private const int MaxPreAuthentication = 32;

    /// <summary>What it is encrypted with (RFC 3961 §8).</summary>
    public int Encryption { get; private init; }

    /// <summary>Empty when the message has none.</summary>
    public ReadOnlySpan<byte> Cipher { get; private init; }

    /// <summary>The time stamp of an AS-REQ (§5.2.7.2).</summary>
    public static KerberosSecrets OfPreAuthentication(ReadOnlySpan<byte> message)
    {
        const int preAuthentication = 3;
        var content = new DerReader(Field(message, preAuthentication));
        var list = new DerReader(content.Read(DerReader.Sequence));
        for (var i = 0; i < MaxPreAuthentication && !list.IsAtEnd; i++)
        {
            var each = new DerReader(list.Read(DerReader.Sequence));
            var type = new DerReader(each.Read(ContextTag + 1)).ReadInteger();
            var value = new DerReader(each.Read(ContextTag + 2));
            if (type == EncryptedTimestamp)
            {
                var encrypted = new DerReader(value.Read(DerReader.OctetString));
                return Encrypted(encrypted.Read(DerReader.Sequence));
            }
        }
        return default;
    }

    /// <summary>The part of an AS-REP for the user (§5.4.2).</summary>
    public static KerberosSecrets OfReply(ReadOnlySpan<byte> message)
    {
        const int encryptedPart = 6;
        var content = new DerReader(Field(message, encryptedPart));
        return Encrypted(content.Read(DerReader.Sequence));
    }

    /// <summary>The ticket of a TGS-REP (§5.3).</summary>
    public static KerberosSecrets OfTicket(ReadOnlySpan<byte> message)
    {
        const int ticketField = 5;
        const int encryptedPart = 3;
        var content = new DerReader(Field(message, ticketField));
        var ticket = new DerReader(content.Read(TicketTag));
        var fields = new DerReader(ticket.Read(DerReader.Sequence));
        while (!fields.IsAtEnd)
        {
            var field = new DerReader(fields.Read(out var tag, out _));
            if (tag == ContextTag + encryptedPart)
            {
                return Encrypted(field.Read(DerReader.Sequence));
            }
        }
        return default;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int number)
    {
        var outer = new DerReader(message);
        var sequence = new DerReader(outer.Read(out _, out _));
        var fields = new DerReader(sequence.Read(DerReader.Sequence));
        while (!fields.IsAtEnd)
        {
            var content = fields.Read(out var tag, out _);
            if (tag == ContextTag + number)
            {
                return content;
            }
        }
        return default;
    }

    private static KerberosSecrets Encrypted(ReadOnlySpan<byte> sequence)
    {
        var fields = new DerReader(sequence);
        var encryption = new DerReader(fields.Read(ContextTag)).ReadInteger();
        fields.ReadOptional(ContextTag + 1);
        var cipher = new DerReader(fields.Read(ContextTag + 2)).Read(DerReader.OctetString);
        return fields.Failed || encryption is < int.MinValue or > int.MaxValue
            ? default
            : new KerberosSecrets { Encryption = (int)encryption, Cipher = cipher };
    }
}

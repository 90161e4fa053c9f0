namespace Portal.Traffic.Protocols.Ldap;

/// <summary>One message (RFC 4511 §4.1.1): <c>30 { 02 identifier, operation, controls }</c>.</summary>
internal readonly ref struct LdapMessage
{
    /// <summary>Larger entries exist (photos, certificate lists); servers refuse requests above 10 MB (MS-ADTS §3.1.1.3.4.6).</summary>
    public const int MaxBytes = 10 << 20;

    /// <summary>Two tags, two lengths of up to five bytes, an identifier of up to four.</summary>
    private const int MaxHeadBytes = 13;

    private LdapMessage(long id, LdapOperation operation, ReadOnlySpan<byte> content)
    {
        Id = id;
        Operation = operation;
        Content = content;
    }

    public long Id { get; }

    public LdapOperation Operation { get; }

    /// <summary>What is inside the operation's element.</summary>
    public ReadOnlySpan<byte> Content { get; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out LdapMessage message)
    {
        message = default;
        var outer = new DerReader(bytes);
        var fields = new DerReader(outer.Read(DerReader.Sequence));
        var id = fields.ReadInteger();
        var content = fields.Read(out var tag, out _);
        if (outer.Failed || fields.Failed || id is < 0 or > int.MaxValue || !Enum.IsDefined((LdapOperation)tag))
        {
            return false;
        }
        message = new LdapMessage(id, (LdapOperation)tag, content);
        return true;
    }

    /// <summary>Bytes of the element that begins here, -1 if there is none or it is too long, 0 if more bytes are needed.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [])
        {
            return 0;
        }
        if (bytes[0] != DerReader.Sequence)
        {
            return -1;
        }
        if (bytes.Length < 2)
        {
            return 0;
        }
        if (bytes[1] < 0x80)
        {
            return 2 + bytes[1];
        }
        var count = bytes[1] & 0x7F;
        if (count is 0 or > 4)
        {
            return -1;
        }
        if (bytes.Length < 2 + count)
        {
            return 0;
        }
        long length = 0;
        foreach (var value in bytes.Slice(2, count))
        {
            length = (length << 8) | value;
        }
        return length <= MaxBytes ? 2 + count + (int)length : -1;
    }

    /// <summary>Whether the first bytes of a stream are the head of a message.</summary>
    public static Claim Claims(ReadOnlySpan<byte> bytes)
    {
        var length = LengthOf(bytes);
        if (length < 0)
        {
            return Claim.No;
        }
        if (length > 0 && bytes.Length >= length)
        {
            return TryParse(bytes[..length], out _) ? Claim.Yes : Claim.No;
        }
        if (bytes.Length < MaxHeadBytes)
        {
            return Claim.NeedMore;
        }
        // Behind the length: 02, one to four bytes of identifier, then a known operation.
        var body = bytes[(bytes[1] < 0x80 ? 2 : 2 + (bytes[1] & 0x7F))..];
        return
            body is [DerReader.Integer, >= 1 and <= 4, ..]
            && body.Length > 2 + body[1]
            && Enum.IsDefined((LdapOperation)body[2 + body[1]])
            ? Claim.Yes
            : Claim.No;
    }
}

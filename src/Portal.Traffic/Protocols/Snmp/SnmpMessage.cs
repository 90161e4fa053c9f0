namespace Portal.Traffic.Protocols.Snmp;

/// <summary>
/// An SNMP message (RFC 1157 §4, RFC 3412 §6): version, then a community, or for version 3 a header, security parameters and
/// a scoped PDU that may be encrypted; the PDU has numbers of its own and a list of variable bindings.
/// </summary>
internal sealed class SnmpMessage
{
    private const int Version1 = 0;
    private const int Version2 = 1;
    public const int Version3 = 3;
    private const int UserSecurityModel = 3; // RFC 3414

    // Of msgFlags (RFC 3412 §6.4).
    private const int AuthenticatedFlag = 1;
    private const int EncryptedFlag = 2;

    // Tags of application types (RFC 2578 §7.1).
    private const int Counter = 0x41;
    private const int TimeTicks = 0x43;

    private static ReadOnlySpan<byte> Description => [0x2B, 6, 1, 2, 1, 1, 1, 0]; // sysDescr.0, RFC 3418

    /// <summary>usmStats (RFC 3414 §5), behind which stand the number of the counter and 0.</summary>
    private static ReadOnlySpan<byte> UserStatistics => [0x2B, 6, 1, 6, 3, 15, 1, 1];

    private static ReadOnlySpan<byte> UpTime => [0x2B, 6, 1, 2, 1, 1, 3, 0]; // sysUpTime.0

    /// <summary>0, 1 or 3 for versions 1, 2c and 3.</summary>
    public int Version { get; private init; }

    /// <summary>The community, or for version 3 the user.</summary>
    public byte[] Name { get; private set; } = [];

    /// <summary>Version 3 alone: the engine that knows the user, for which the user's keys are made (RFC 3414 §2.6).</summary>
    public byte[] Engine { get; private set; } = [];

    /// <summary>Version 3 alone: the code that proves the user's password (RFC 3414 §6.3.1); empty without one.</summary>
    public byte[] AuthenticationCode { get; private set; } = [];

    /// <summary>Version 3 alone: as RFC 3411 §3.4.3 names it.</summary>
    public string SecurityLevel { get; private set; } = "noAuthNoPriv";

    /// <summary>Of a report, the counter of usmStats that it is about (RFC 3414 §5): 5 is a wrong digest; null for others.</summary>
    public int? ReportedProblem { get; private set; }

    public SnmpPdu Pdu { get; private set; }
    public int Bindings { get; private set; }

    /// <summary>sysDescr.0 as a response has it.</summary>
    public byte[]? SystemDescription { get; private set; }

    /// <summary>sysUpTime.0: hundredths of seconds.</summary>
    public long? SystemUpTime { get; private set; }

    /// <summary>False when it does not even begin as SNMP.</summary>
    public static bool TryParseVersion(ReadOnlySpan<byte> bytes, out int version)
    {
        var outer = new DerReader(bytes);
        var message = new DerReader(outer.Read(DerReader.Sequence));
        version = (int)message.ReadInteger();
        return !message.Failed && version is Version1 or Version2 or Version3;
    }

    /// <summary>False when it is damaged or no SNMP.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SnmpMessage message)
    {
        message = new SnmpMessage();
        var outer = new DerReader(bytes);
        var reader = new DerReader(outer.Read(DerReader.Sequence));
        var version = reader.ReadInteger();
        if (reader.Failed || version is not (Version1 or Version2 or Version3))
        {
            return false;
        }
        message = new SnmpMessage { Version = (int)version };
        if (version == Version3)
        {
            return message.ReadVersion3(ref reader);
        }
        message.Name = reader.Read(DerReader.OctetString).ToArray();
        return message.ReadPdu(ref reader);
    }

    public string VersionName =>
        Version switch
        {
            Version1 => "1",
            Version2 => "2c",
            _ => "3",
        };

    private bool ReadVersion3(ref DerReader reader)
    {
        var header = new DerReader(reader.Read(DerReader.Sequence));
        header.ReadInteger(); // message
        header.ReadInteger(); // longest message that the sender takes
        var flags = header.Read(DerReader.OctetString) is [var octet, ..] ? octet : 0;
        var model = header.ReadInteger();
        var security = reader.Read(DerReader.OctetString);
        if (header.Failed || reader.Failed)
        {
            return false;
        }
        if (model == UserSecurityModel)
        {
            var outer = new DerReader(security);
            var user = new DerReader(outer.Read(DerReader.Sequence));
            Engine = user.Read(DerReader.OctetString).ToArray();
            user.ReadInteger(); // its boots
            user.ReadInteger(); // its time
            Name = user.Read(DerReader.OctetString).ToArray();
            if (user.Failed)
            {
                return false;
            }
            ReadSecurityLevel(flags, user.Read(DerReader.OctetString));
        }
        if (reader.NextTag == DerReader.OctetString)
        {
            reader.Read(DerReader.OctetString);
            Pdu = SnmpPdu.Encrypted;
            return !reader.Failed;
        }
        var scoped = new DerReader(reader.Read(DerReader.Sequence));
        scoped.Read(DerReader.OctetString); // engine
        scoped.Read(DerReader.OctetString); // context
        return ReadPdu(ref scoped);
    }

    /// <summary>Flags without a code are not believed: the agent would not either.</summary>
    private void ReadSecurityLevel(int flags, ReadOnlySpan<byte> code)
    {
        if ((flags & AuthenticatedFlag) != 0 && !code.IsEmpty)
        {
            AuthenticationCode = code.ToArray();
            SecurityLevel = (flags & EncryptedFlag) != 0 ? "authPriv" : "authNoPriv";
        }
    }

    private bool ReadPdu(ref DerReader reader)
    {
        Pdu = (SnmpPdu)reader.NextTag;
        if (Pdu is < SnmpPdu.GetRequest or > SnmpPdu.Report)
        {
            return false;
        }
        var pdu = new DerReader(reader.Read(reader.NextTag));
        if (Pdu == SnmpPdu.TrapV1)
        {
            pdu.Read(DerReader.ObjectIdentifier); // of what kind
            pdu.Read(out _, out _); // agent's address
            pdu.ReadInteger(); // generic trap
            pdu.ReadInteger(); // specific trap
            pdu.Read(TimeTicks);
        }
        else
        {
            pdu.ReadInteger(); // request
            pdu.ReadInteger(); // error, or for bulk requests how many are not repeated
            pdu.ReadInteger(); // its place, or how often the others are
        }
        var bindings = new DerReader(pdu.Read(DerReader.Sequence));
        while (!pdu.Failed && !bindings.IsAtEnd)
        {
            ReadBinding(bindings.Read(DerReader.Sequence), ref bindings);
            Bindings++;
        }
        return !reader.Failed && !pdu.Failed && !bindings.Failed;
    }

    private void ReadBinding(ReadOnlySpan<byte> bytes, ref DerReader bindings)
    {
        var binding = new DerReader(bytes);
        var name = binding.Read(DerReader.ObjectIdentifier);
        var value = binding.Read(out var tag, out _);
        bindings.FailWith(binding.Failed);
        if (Pdu == SnmpPdu.Report && name.StartsWith(UserStatistics) && name.Length == UserStatistics.Length + 2)
        {
            ReportedProblem ??= name[UserStatistics.Length];
        }
        if (Pdu != SnmpPdu.Response)
        {
            return;
        }
        if (tag == DerReader.OctetString && name.SequenceEqual(Description))
        {
            SystemDescription = value.ToArray();
        }
        else if (tag is >= Counter and <= TimeTicks && name.SequenceEqual(UpTime) && value.Length is > 0 and <= 5)
        {
            long ticks = 0;
            foreach (var part in value)
            {
                ticks = (ticks << 8) | part;
            }
            SystemUpTime = ticks;
        }
    }
}

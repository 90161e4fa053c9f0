using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Ntp;

/// <summary>An NTP message (RFC 5905 §7.3); of control and private messages (RFC 9327, ntpd's own) the head.</summary>
internal static class NtpFields
{
    private const int KeyBytes = 4;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        if (!NtpMessage.TryParse(bytes, out var parsed))
        {
            return;
        }
        tree.Protocol = "NTP";
        var mode = ModeName(parsed.Mode);
        tree.Info = $"NTP Version {parsed.Version}, {mode}";
        tree.BeginProtocol("ntp", $"Network Time Protocol ({tree.Info})", at, bytes.Length, message.End);
        if (parsed.Mode == NtpMessage.PrivateMode)
        {
            AddPrivate(tree, at, bytes);
        }
        else
        {
            AddFlags(tree, at, bytes[0], parsed, mode);
            if (parsed.Mode == NtpMessage.ControlMode)
            {
                AddControl(tree, at, bytes);
            }
            else
            {
                AddTimes(tree, at, bytes, parsed);
            }
        }
        tree.End();
    }

    private static void AddFlags(FieldTree tree, int at, byte flags, in NtpMessage message, string mode)
    {
        tree.Begin("ntp.flags", $"Flags: 0x{flags:x2}", FieldValue.OfNumber(flags), at, 1);
        tree.Number("ntp.flags.li", "Leap Indicator", flags >> 6, at, 1);
        tree.Number("ntp.flags.vn", "Version number", message.Version, at, 1);
        tree.Named("ntp.flags.mode", "Mode", mode, message.Mode, at, 1);
        tree.End();
    }

    private static void AddTimes(FieldTree tree, int at, ReadOnlySpan<byte> bytes, in NtpMessage message)
    {
        tree.Number("ntp.stratum", "Peer Clock Stratum", message.Stratum, at + 1, 1);
        // Powers of two, printed as unsigned bytes.
        tree.Number("ntp.ppoll", "Peer Polling Interval", (byte)message.Poll, at + 2, 1);
        tree.Number("ntp.precision", "Peer Clock Precision", (byte)message.Precision, at + 3, 1);
        tree.Number("ntp.rootdelay", "Root Delay", (uint)message.RootDelay, at + 4, 4);
        tree.Number("ntp.rootdispersion", "Root Dispersion", (uint)message.RootDispersion, at + 8, 4);
        tree.Raw(FieldKind.Bytes, "ntp.refid", "Reference ID", at + 12, 4);
        AddTime(tree, "ntp.reftime", "Reference Timestamp", message.Reference, at + 16);
        AddTime(tree, "ntp.org", "Origin Timestamp", message.Origin, at + 24);
        AddTime(tree, "ntp.rec", "Receive Timestamp", message.Received, at + 32);
        AddTime(tree, "ntp.xmt", "Transmit Timestamp", message.Sent, at + 40);
        var rest = bytes.Length - NtpMessage.FixedBytes;
        if (message.Extensions == 0 && rest is 4 or 20 or 24)
        {
            var start = at + NtpMessage.FixedBytes;
            tree.Raw(FieldKind.Bytes, "ntp.keyid", "Key ID", start, KeyBytes);
            if (rest > KeyBytes)
            {
                tree.Raw(FieldKind.Bytes, "ntp.mac", "Message Authentication Code", start + KeyBytes, rest - KeyBytes);
            }
        }
    }

    /// <summary>No time is all zeros, which is no date.</summary>
    private static void AddTime(FieldTree tree, string name, string label, ulong value, int at)
    {
        if (value == 0)
        {
            tree.Note($"{label}: none", at, 8);
            return;
        }
        tree.Time(name, label, NtpAnalyzer.Time(value), at, 8);
    }

    /// <summary>RFC 9327 §2.</summary>
    private static void AddControl(FieldTree tree, int at, ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        reader.Skip(1);
        var flags = reader.ReadByte();
        tree.Begin("ntp.ctrl.flags2", $"Flags 2: 0x{flags:x2}", FieldValue.OfNumber(flags), at + 1, 1);
        tree.Number("ntp.ctrl.flags2.r", "Response bit", flags >> 7, at + 1, 1);
        tree.Number("ntp.ctrl.flags2.error", "Error bit", (flags >> 6) & 1, at + 1, 1);
        tree.Number("ntp.ctrl.flags2.more", "More bit", (flags >> 5) & 1, at + 1, 1);
        tree.Number("ntp.ctrl.flags2.opcode", "Opcode", flags & 0x1F, at + 1, 1);
        tree.End();
        tree.Number("ntp.ctrl.sequence", "Sequence", reader.ReadUInt16(), at + 2, 2);
        reader.Skip(2); // status: its meaning depends on the request
        tree.Number("ntp.ctrl.associd", "AssociationID", reader.ReadUInt16(), at + 6, 2);
        tree.Number("ntp.ctrl.offset", "Offset", reader.ReadUInt16(), at + 8, 2);
        tree.Number("ntp.ctrl.count", "Count", reader.ReadUInt16(), at + 10, 2);
    }

    private static void AddPrivate(FieldTree tree, int at, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
        {
            return;
        }
        var flags = bytes[0];
        tree.Begin("ntp.flags", $"Flags: 0x{flags:x2}", FieldValue.OfNumber(flags), at, 1);
        tree.Number("ntp.priv.flags.r", "Response bit", flags >> 7, at, 1);
        tree.Number("ntp.priv.flags.more", "More bit", (flags >> 6) & 1, at, 1);
        tree.Number("ntp.flags.vn", "Version number", (flags >> 3) & 7, at, 1);
        tree.Named("ntp.flags.mode", "Mode", "private", NtpMessage.PrivateMode, at, 1);
        tree.End();
        tree.Number("ntp.priv.auth", "Auth bit", bytes[1] >> 7, at + 1, 1);
        tree.Number("ntp.priv.seq", "Sequence number", bytes[1] & 0x7F, at + 1, 1);
        tree.Number("ntp.priv.impl", "Implementation", bytes[2], at + 2, 1);
        tree.Number("ntp.priv.reqcode", "Request code", bytes[3], at + 3, 1);
    }

    private static string ModeName(int mode) =>
        mode switch
        {
            1 => "symmetric active",
            2 => "symmetric passive",
            3 => "client",
            4 => "server",
            5 => "broadcast",
            6 => "control",
            7 => "private",
            _ => "reserved",
        };
}

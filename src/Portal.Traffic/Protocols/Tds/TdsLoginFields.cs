using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>What both sides say before a session begins. The password, which is only scrambled, is not made readable.</summary>
internal static class TdsLoginFields
{
    private const byte Terminator = 0xFF;

    /// <summary>MS-TDS §2.2.6.5: an option has five bytes; ten are known.</summary>
    private const int MaxOptions = 64;

    private const int OptionBytes = 5;

    private static readonly (string Field, string Label)[] s_texts =
    [
        ("tds.7login.clientname", "Client name"),
        ("tds.7login.username", "Username"),
        ("", "Password"),
        ("tds.7login.appname", "App name"),
        ("tds.7login.servername", "Server name"),
        ("", "Extension"),
        ("tds.7login.libraryname", "Library name"),
        ("tds.7login.locale", "Locale"),
        ("tds.7login.databasename", "Database name"),
    ];

    /// <summary>The server answers with the packet type of a response; no token is 0.</summary>
    public static bool IsPreLogin(ReadOnlySpan<byte> body) => body is [0, 0, > OptionBytes, 0, 6, ..];

    /// <summary>
    /// §2.2.6.5: places of options, then the options, all big-endian. While the two sides agree on encryption the same packets
    /// carry TLS.
    /// </summary>
    public static void AddPreLogin(in FieldBlock little)
    {
        const byte handshake = 0x16;
        var body = new FieldBlock(little.Tree, little.At, little.Bytes, isLittleEndian: false);
        if (body.Bytes is [handshake, 3, ..])
        {
            body.Tree.Note("TLS", body.At, body.Length);
            return;
        }
        for (var i = 0; i < MaxOptions && body.Has(i * OptionBytes, 1); i++)
        {
            var at = i * OptionBytes;
            var token = body.Bytes[at];
            body.Named("tds.prelogin.option.token", "Option Token", OptionName(token), at, 1);
            if (token == Terminator)
            {
                break;
            }
            var offset = body.Number("tds.prelogin.option.offset", "Option offset", at + 1, 2);
            var length = body.Number("tds.prelogin.option.length", "Option length", at + 3, 2);
            AddOption(body.Part(offset, length), token);
        }
    }

    /// <summary>§2.2.6.4.</summary>
    public static void AddLogin(in FieldBlock body)
    {
        const int firstText = 36;
        body.Number("tds.7login.total_len", "Total Packet Length", 0, 4);
        body.Hex("tds.7login.version", "TDS version", 4, 4);
        body.Number("tds.7login.packet_size", "Packet Size", 8, 4);
        // The version of the client's program, whose bytes stand in the order in which it is read.
        new FieldBlock(body.Tree, body.At, body.Bytes, isLittleEndian: false).Number(
            "tds.7login.client_version",
            "Client version",
            12,
            4
        );
        body.Number("tds.7login.client_pid", "Client PID", 16, 4);
        body.Number("tds.7login.connection_id", "Connection ID", 20, 4);
        body.Hex("tds.7login.option_flags1", "Option Flags 1", 24, 1);
        body.Hex("tds.7login.option_flags2", "Option Flags 2", 25, 1);
        body.Hex("tds.7login.sql_type_flags", "SQL Type Flags", 26, 1);
        body.Hex("tds.7login.reserved_flags", "Reserved Flags", 27, 1);
        body.Hex("tds.7login.time_zone", "Time Zone", 28, 4);
        body.Hex("tds.7login.collation", "Collation", 32, 4);
        for (var i = 0; i < s_texts.Length; i++)
        {
            var (field, label) = s_texts[i];
            var at = firstText + i * 4;
            var (offset, letters) = (body.Read(at, 2), body.Read(at + 2, 2));
            if (field.Length > 0 && letters > 0 && offset < body.Length)
            {
                body.Utf16(field, label, offset, letters * 2);
            }
        }
    }

    private static void AddOption(in FieldBlock option, byte token)
    {
        switch (token)
        {
            case 0:
                option.Number("tds.prelogin.option.version", "Version", 0, 4);
                var little = new FieldBlock(option.Tree, option.At, option.Bytes, isLittleEndian: true);
                little.Number("tds.prelogin.option.subbuild", "Sub-build", 4, 2);
                break;
            case 1:
                option.Named("tds.prelogin.option.encryption", "Encryption", EncryptionName(option.Read(0, 1)), 0, 1);
                break;
            case 2 when option.Length > 0:
                option.Ascii("tds.prelogin.option.instopt", "InstOpt", 0, option.Length);
                break;
            case 3:
                option.Number("tds.prelogin.option.threadid", "ThreadID", 0, 4);
                break;
            case 4:
                option.Number("tds.prelogin.option.mars", "MARS", 0, 1);
                break;
            case 5 when option.Length > 0:
                option.Raw(FieldKind.Bytes, "tds.prelogin.option.traceid", "TraceID", 0, option.Length);
                break;
            case 6:
                option.Number("tds.prelogin.option.fedauthrequired", "FedAuthRequired", 0, 1);
                break;
            case 7 when option.Length > 0:
                option.Raw(FieldKind.Bytes, "tds.prelogin.option.nonceopt", "NonceOpt", 0, option.Length);
                break;
            default:
                break;
        }
    }

    private static string OptionName(byte token) =>
        token switch
        {
            0 => "Version",
            1 => "Encryption",
            2 => "InstOpt",
            3 => "ThreadID",
            4 => "MARS",
            5 => "TraceID",
            6 => "FedAuthRequired",
            7 => "NonceOpt",
            Terminator => "Terminator",
            _ => "Unknown",
        };

    private static string EncryptionName(long value) =>
        value switch
        {
            0 => "Encryption is available but off",
            1 => "Encryption is available and on",
            2 => "Encryption is not available",
            3 => "Encryption is required",
            _ => "Unknown",
        };
}

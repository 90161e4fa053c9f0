using System.Buffers.Binary;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>What a server answers: tokens one behind the other (MS-TDS §2.2.7), up to the first whose length is not known.</summary>
internal static class TdsTokenFields
{
    private const byte ReturnStatus = 0x79;
    private const byte ColumnMetadata = 0x81;
    private const byte Order = 0xA9;
    private const byte Error = 0xAA;
    private const byte Information = 0xAB;
    private const byte LoginAck = 0xAD;
    private const byte Row = 0xD1;
    private const byte NullRow = 0xD2;
    private const byte EnvironmentChange = 0xE3;
    private const byte Done = 0xFD;
    private const byte DoneProcedure = 0xFE;
    private const byte DoneInProcedure = 0xFF;

    /// <summary>The version that a LOGINACK among the first tokens sets; null without one.</summary>
    public static uint? LoginVersion(ReadOnlySpan<byte> body)
    {
        const int versionOffset = 4; // token, length, interface
        while (body is [Error or Information or EnvironmentChange or LoginAck, _, _, ..])
        {
            if (body[0] == LoginAck)
            {
                return body.Length >= versionOffset + 4
                    ? BinaryPrimitives.ReadUInt32BigEndian(body[versionOffset..])
                    : null;
            }
            var length = 3 + BinaryPrimitives.ReadUInt16LittleEndian(body[1..]);
            body = body[Math.Min(length, body.Length)..];
        }
        return null;
    }

    public static void Add(in FieldBlock body, TdsMessage message)
    {
        var columns = new List<TdsType>();
        var rest = body;
        while (rest.Length > 0)
        {
            var token = rest.Bytes[0];
            rest.Tree.Begin("", $"Token - {NameOf(token)}", default, rest.At, 1);
            var content = rest.From(1);
            var isRead = TryAdd(token, ref content, columns, message);
            rest.Tree.End();
            if (!isRead)
            {
                return;
            }
            rest = content;
        }
    }

    private static bool TryAdd(byte token, ref FieldBlock rest, List<TdsType> columns, TdsMessage message)
    {
        switch (token)
        {
            case Done:
                return TryAddDone(ref rest, "done", message);
            case DoneProcedure:
                return TryAddDone(ref rest, "doneproc", message);
            case DoneInProcedure:
                return TryAddDone(ref rest, "doneinproc", message);
            case ReturnStatus when rest.Has(0, 4):
                rest.Number("tds.returnstatus.value", "Value", 0, 4);
                rest = rest.From(4);
                return true;
            case ColumnMetadata:
                return TdsColumnFields.TryAdd(ref rest, columns, message);
            case Row:
                return TdsColumnFields.TryAddRow(ref rest, columns, hasNulls: false);
            case NullRow:
                return TdsColumnFields.TryAddRow(ref rest, columns, hasNulls: true);
            case Order
            or Error
            or Information
            or LoginAck
            or EnvironmentChange
            or >= 0xE0
            and <= 0xEF when rest.Has(0, 2):
                return TryAddCounted(token, ref rest, message);
            default:
                return false;
        }
    }

    private static bool TryAddCounted(byte token, ref FieldBlock rest, TdsMessage message)
    {
        var length = (int)rest.Read(0, 2);
        if (!rest.Has(2, length))
        {
            return false;
        }
        var content = rest.Part(2, length);
        switch (token)
        {
            case Error:
                rest.Number("tds.error.length", "Token length - Error", 0, 2);
                AddNotice(content, "error", message);
                break;
            case Information:
                rest.Number("tds.info.length", "Token length - Info", 0, 2);
                AddNotice(content, "info", message);
                break;
            case LoginAck:
                rest.Number("tds.loginack.length", "Token length - LoginAck", 0, 2);
                AddLoginAck(content);
                break;
            case EnvironmentChange:
                rest.Number("tds.envchange.length", "Token length - EnvChange", 0, 2);
                AddChange(content);
                break;
            case Order:
                rest.Number("tds.order.length", "Token length - Order", 0, 2);
                for (var at = 0; content.Has(at, 2); at += 2)
                {
                    content.Number("tds.order.colnum", "Order column", at, 2);
                }
                break;
            default:
                break;
        }
        rest = rest.From(2 + length);
        return true;
    }

    /// <summary>§2.2.7.6: <c>status, command, 64 bits of count</c>, 32 bits before 7.2.</summary>
    private static bool TryAddDone(ref FieldBlock rest, string name, TdsMessage message)
    {
        var size = message.HasLongCounts ? 8 : 4;
        if (!rest.Has(0, 4))
        {
            return false;
        }
        rest.Hex($"tds.{name}.status", "Status flags", 0, 2);
        rest.Flag("tds.done.status.more", "More", 0, 2, 0x001);
        rest.Flag("tds.done.status.error", "Error", 0, 2, 0x002);
        rest.Flag("tds.done.status.inxact", "In Transaction", 0, 2, 0x004);
        rest.Flag("tds.done.status.count", "Row count valid", 0, 2, 0x010);
        rest.Flag("tds.done.status.attn", "Acknowledge ATTN", 0, 2, 0x020);
        rest.Flag("tds.done.status.srverror", "Server Error", 0, 2, 0x100);
        rest.Hex($"tds.{name}.curcmd", "Operation", 2, 2);
        rest.Number($"tds.{name}.donerowcount{(size == 8 ? "64" : "")}", "Row count", 4, size);
        var isWhole = rest.Has(4, size);
        rest = rest.From(4 + size);
        return isWhole;
    }

    /// <summary>§2.2.7.10, §2.2.7.13.</summary>
    private static void AddNotice(in FieldBlock content, string name, TdsMessage message)
    {
        content.Number($"tds.{name}.number", "SQL Error Number", 0, 4);
        content.Number($"tds.{name}.state", "State", 4, 1);
        content.Number($"tds.{name}.class", "Class (Severity)", 5, 1);
        var text = content.Number($"tds.{name}.msgtext_length", "Error message length", 6, 2) * 2;
        var rest = AddText(content.From(8), $"tds.{name}.msgtext", "Error message", text);
        var server = rest.Number($"tds.{name}.servername_length", "Server name length", 0, 1) * 2;
        rest = AddText(rest.From(1), $"tds.{name}.servername", "Server name", server);
        var procedure = rest.Number($"tds.{name}.procname_length", "Process name length", 0, 1) * 2;
        rest = AddText(rest.From(1), $"tds.{name}.procname", "Process name", procedure);
        rest.Number($"tds.{name}.linenumber", "Line number", 0, message.HasLongCounts ? 4 : 2);
    }

    /// <summary>§2.2.7.14.</summary>
    private static void AddLoginAck(in FieldBlock content)
    {
        content.Number("tds.loginack.interface", "Interface", 0, 1);
        if (content.Has(1, 4))
        {
            var version = BinaryPrimitives.ReadUInt32BigEndian(content.Bytes[1..]);
            content.Tree.Hex("tds.loginack.tdsversion", "TDS version", version, 8, content.At + 1, 4);
        }
        AddText(content.From(6), "tds.loginack.progname", "Server name", content.Read(5, 1) * 2);
    }

    /// <summary>§2.2.7.9; kinds 1 to 6, 13 and 19 have texts.</summary>
    private static void AddChange(in FieldBlock content)
    {
        var kind = content.Number("tds.envchange.type", "Type", 0, 1);
        if (kind is not (>= 1 and <= 6 or 13 or 19))
        {
            return;
        }
        var newer = content.Number("tds.envchange.newvalue_length", "New Value Length", 1, 1) * 2;
        var rest = AddText(content.From(2), "tds.envchange.newvalue_string", "New Value", newer);
        var older = rest.Number("tds.envchange.oldvalue_length", "Old Value Length", 0, 1) * 2;
        AddText(rest.From(1), "tds.envchange.oldvalue_string", "Old Value", older);
    }

    private static FieldBlock AddText(in FieldBlock block, string name, string label, long length)
    {
        if (length > 0)
        {
            block.Utf16(name, label, 0, length);
        }
        return block.From(length);
    }

    private static string NameOf(byte token) =>
        token switch
        {
            ReturnStatus => "ReturnStatus",
            ColumnMetadata => "ColumnMetaData",
            Order => "Order",
            Error => "Error",
            Information => "Info",
            LoginAck => "LoginAck",
            Row => "Row",
            NullRow => "NBC Row",
            EnvironmentChange => "EnvChange",
            Done => "Done",
            DoneProcedure => "DoneProc",
            DoneInProcedure => "DoneInProc",
            _ => $"0x{token:x2}",
        };
}

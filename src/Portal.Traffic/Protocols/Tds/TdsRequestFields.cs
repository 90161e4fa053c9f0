using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>What clients ask for: statements (MS-TDS §2.2.6.7) and calls of procedures (§2.2.6.6).</summary>
internal static class TdsRequestFields
{
    /// <summary>Before 7.2 there are no headers; a statement's first letters read as a length are larger than this.</summary>
    private const int MaxHeadersBytes = 0xFF;

    /// <summary>Headers of one message: three kinds are known.</summary>
    private const int MaxHeaders = 8;

    public static void AddQuery(in FieldBlock body)
    {
        var rest = SkipHeaders(body);
        rest.Utf16("tds.query", "Query", 0, rest.Length);
    }

    /// <summary>Several calls may follow each other.</summary>
    public static void AddCalls(in FieldBlock body)
    {
        var rest = SkipHeaders(body);
        while (rest.Length > 0)
        {
            var next = AddCall(rest);
            if (next.Length == rest.Length)
            {
                return;
            }
            rest = next;
        }
    }

    /// <summary>Returns what is behind the call; empty when it cannot be told.</summary>
    private static FieldBlock AddCall(FieldBlock call)
    {
        const int numbered = 0xFFFF;
        var length = (int)call.Number("tds.rpc.name_length", "Procedure name length", 0, 2);
        var at = 2;
        if (length == numbered)
        {
            var name = ProcedureName(call.Read(2, 2));
            call.Named("tds.rpc.proc_id", "Stored procedure ID", name, 2, 2);
            at += 2;
        }
        else if (length > 0 && call.Has(2, length * 2))
        {
            call.Utf16("tds.rpc.name", "Procedure name", 2, length * 2);
            at += length * 2;
        }
        call.Hex("tds.rpc.options", "Option flags", at, 2);
        call.Flag("tds.rpc.options.with_recomp", "With recompile", at, 2, 0x01);
        call.Flag("tds.rpc.options.no_metadata", "No metadata", at, 2, 0x02);
        call.Flag("tds.rpc.options.reuse_metadata", "Reuse metadata", at, 2, 0x04);
        return AddParameters(call.From(at + 2));
    }

    private static FieldBlock AddParameters(FieldBlock rest)
    {
        const byte oldSeparator = 0x80;
        const byte separator = 0xFE;
        while (rest.Length > 0)
        {
            if (rest.Bytes[0] is oldSeparator or >= separator)
            {
                rest.Number("tds.rpc.separator", "RPC batch separator", 0, 1);
                return rest.From(1);
            }
            var start = rest;
            var nameBytes = (int)rest.Read(0, 1) * 2;
            rest.Tree.Begin("", "Parameter", default, rest.At, 1 + nameBytes);
            rest.Number("tds.rpc.parameter.name_length", "Name length", 0, 1);
            if (nameBytes > 0 && rest.Has(1, nameBytes))
            {
                rest.Utf16("tds.rpc.parameter.name", "Name", 1, nameBytes);
            }
            var at = 1 + nameBytes;
            rest.Hex("tds.rpc.parameter.status", "Status flags", at, 1);
            rest.Flag("tds.rpc.parameter.status.by_ref", "By reference", at, 1, 0x01);
            rest.Flag("tds.rpc.parameter.status.default", "Default value", at, 1, 0x02);
            rest = rest.From(at + 1);
            var isRead = TdsType.TryParse(rest.Bytes, out var type);
            if (isRead)
            {
                type.AddInfo(rest);
                rest = rest.From(type.Length);
                isRead = TdsValueFields.TryAdd(type, ref rest);
            }
            rest.Tree.End();
            if (!isRead || rest.Length == start.Length)
            {
                return rest.Part(0, 0);
            }
        }
        return rest;
    }

    /// <summary>§2.2.5.3: <c>32 bits of length, then headers of 32 bits of length, 16 bits of type</c>.</summary>
    private static FieldBlock SkipHeaders(in FieldBlock body)
    {
        const int transaction = 2;
        const int smallest = 6;
        var total = body.Read(0, 4);
        if (total is < 4 or > MaxHeadersBytes || total > body.Length)
        {
            return body;
        }
        body.Number("tds.all_headers.total_length", "Total length", 0, 4);
        var at = 4;
        for (var count = 0; count < MaxHeaders && at + smallest <= total; count++)
        {
            var header = body.Part(at, total - at);
            var length = header.Number("tds.all_headers.header.length", "Length", 0, 4);
            if (header.Hex("tds.all_headers.header.type", "Type", 4, 2) == transaction)
            {
                header.Number("tds.all_headers.header.trans_descr", "Transaction descriptor", 6, 8);
                header.Number("tds.all_headers.header.request_cnt", "Outstanding request count", 14, 4);
            }
            if (length < smallest || length > total - at)
            {
                break;
            }
            at += (int)length;
        }
        return body.From(total);
    }

    private static string ProcedureName(long number) =>
        number switch
        {
            1 => "sp_cursor",
            2 => "sp_cursoropen",
            3 => "sp_cursorprepare",
            4 => "sp_cursorexecute",
            5 => "sp_cursorprepexec",
            6 => "sp_cursorunprepare",
            7 => "sp_cursorfetch",
            8 => "sp_cursoroption",
            9 => "sp_cursorclose",
            10 => "sp_executesql",
            11 => "sp_prepare",
            12 => "sp_execute",
            13 => "sp_prepexec",
            14 => "sp_prepexecrpc",
            15 => "sp_unprepare",
            _ => "Unknown",
        };
}

using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>One fragment (C706 §12.6.4) up to its verifier. The arguments are not read.</summary>
internal static class DceRpcFields
{
    private const int VerifierBytes = 8;
    private const int MaxContexts = 64;
    private const int MaxTransfers = 8;
    private const byte ObjectFlag = 0x80;

    /// <summary>What a transfer syntax begins with that asks for features (MS-RPCE §2.2.2.14).</summary>
    private static ReadOnlySpan<byte> BindTimeFeatures => [0x2C, 0x1C, 0xB7, 0x6C, 0x12, 0x98, 0x40, 0x45];

    /// <summary>The state is a <see cref="DceRpcFacts"/> or null.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        tree.Protocol = "DCERPC";
        if (!DceRpcHeader.TryParse(message.Bytes, out var header))
        {
            return;
        }
        var block = new FieldBlock(tree, message.At, message.Bytes, header.IsLittleEndian);
        var name = Name(header.Type);
        tree.Info = $"{name}: call_id: {header.CallId}";
        tree.BeginProtocol(
            "dcerpc",
            "Distributed Computing Environment / Remote Procedure Call (DCE/RPC)",
            message.At,
            message.Bytes.Length,
            message.End
        );
        AddHeader(block, name, header);
        AddBody(block, header, message.State as DceRpcFacts);
        AddVerifier(block, header);
        tree.End();
    }

    private static void AddHeader(in FieldBlock block, string name, in DceRpcHeader header)
    {
        var tree = block.Tree;
        block.Number("dcerpc.ver", "Version", 0, 1);
        block.Number("dcerpc.ver_minor", "Version (minor)", 1, 1);
        block.Named("dcerpc.pkt_type", "Packet type", name, 2, 1);
        tree.Begin(
            "dcerpc.cn_flags",
            $"Packet Flags: 0x{header.Flags:x2}",
            FieldValue.OfNumber(header.Flags),
            block.At + 3,
            1
        );
        block.Flag("dcerpc.cn_flags.object", "Object", 3, 1, ObjectFlag);
        block.Flag("dcerpc.cn_flags.maybe", "Maybe", 3, 1, 0x40);
        block.Flag("dcerpc.cn_flags.dne", "Did Not Execute", 3, 1, 0x20);
        block.Flag("dcerpc.cn_flags.mpx", "Multiplex", 3, 1, 0x10);
        block.Flag("dcerpc.cn_flags.cancel_pending", "Cancel Pending", 3, 1, 0x04);
        block.Flag("dcerpc.cn_flags.last_frag", "Last Frag", 3, 1, 0x02);
        block.Flag("dcerpc.cn_flags.first_frag", "First Frag", 3, 1, 0x01);
        tree.End();
        block.Raw(FieldKind.Bytes, "dcerpc.drep", "Data Representation", 4, 4);
        block.Number("dcerpc.cn_frag_len", "Frag Length", 8, 2);
        block.Number("dcerpc.cn_auth_len", "Auth Length", 10, 2);
        block.Number("dcerpc.cn_call_id", "Call ID", 12, 4);
    }

    private static void AddBody(in FieldBlock block, in DceRpcHeader header, DceRpcFacts? facts)
    {
        var tree = block.Tree;
        switch (header.Type)
        {
            case DceRpcType.Bind:
            case DceRpcType.AlterContext:
                AddSizes(block);
                AddContexts(block, header.IsLittleEndian);
                break;
            case DceRpcType.BindAck:
            case DceRpcType.AlterContextResponse:
                AddSizes(block);
                AddResults(block);
                break;
            case DceRpcType.BindNak:
                block.Number("dcerpc.cn_reject_reason", "Reject reason", 16, 2);
                break;
            case DceRpcType.Request:
                block.Number("dcerpc.cn_alloc_hint", "Alloc hint", 16, 4);
                block.Number("dcerpc.cn_ctx_id", "Context ID", 20, 2);
                tree.Info += $", opnum: {block.Number("dcerpc.opnum", "Opnum", 22, 2)}";
                if ((header.Flags & ObjectFlag) != 0)
                {
                    block.Raw(FieldKind.Guid, "dcerpc.obj_id", "Object UUID", 24, 16);
                }
                AddName(tree, block.At, facts);
                break;
            case DceRpcType.Response:
            case DceRpcType.Fault:
                block.Number("dcerpc.cn_alloc_hint", "Alloc hint", 16, 4);
                block.Number("dcerpc.cn_ctx_id", "Context ID", 20, 2);
                block.Number("dcerpc.cn_cancel_count", "Cancel count", 22, 1);
                if (header.Type == DceRpcType.Fault)
                {
                    tree.Info += $", status: 0x{block.Hex("dcerpc.cn_status", "Status", 24, 4):x8}";
                }
                if (facts is not null)
                {
                    tree.Number("dcerpc.opnum", "Opnum", facts.Operation, block.At, 0);
                    tree.Number("dcerpc.request_in", "Request in frame", facts.RequestFrame, block.At, 0);
                    var elapsed = FieldValue.OfSeconds(facts.Elapsed);
                    tree.Add("dcerpc.time", $"Time from request: {elapsed} seconds", elapsed, block.At, 0);
                    if (facts.Target.Length > 0)
                    {
                        var target = FieldValue.OfBytes(FieldKind.Guid, facts.Target);
                        tree.Add("dcerpc.obj_id", $"Object UUID: {target}", target, block.At, 0);
                    }
                    AddName(tree, block.At, facts);
                }
                break;
            default:
                break;
        }
    }

    private static void AddName(FieldTree tree, int at, DceRpcFacts? facts)
    {
        if (facts?.Name is { } name)
        {
            tree.Note($"Operation: {name}", at);
            tree.Info += $", {name}";
        }
    }

    private static void AddSizes(in FieldBlock block)
    {
        block.Number("dcerpc.cn_max_xmit", "Max Xmit Frag", 16, 2);
        block.Number("dcerpc.cn_max_recv", "Max Recv Frag", 18, 2);
        block.Hex("dcerpc.cn_assoc_group", "Assoc Group", 20, 4);
    }

    /// <summary>C706 §12.6.3.1, <c>p_cont_list_t</c>.</summary>
    private static void AddContexts(in FieldBlock block, bool isLittleEndian)
    {
        const int SyntaxBytes = 20;
        const int ContextBytes = 4 + SyntaxBytes;
        var tree = block.Tree;
        var count = block.Number("dcerpc.cn_num_ctx_items", "Num Ctx Items", 24, 1);
        var at = 28;
        for (var i = 0; i < Math.Min(count, MaxContexts) && block.Has(at, ContextBytes); i++)
        {
            var transfers = (int)block.Read(at + 2, 1);
            tree.Begin("", $"Ctx Item[{i + 1}]", default, block.At + at, ContextBytes + (transfers * SyntaxBytes));
            block.Number("dcerpc.cn_ctx_id", "Context ID", at, 2);
            block.Number("dcerpc.cn_num_trans_items", "Num Trans Items", at + 2, 1);
            block.Raw(FieldKind.Guid, "dcerpc.cn_bind_to_uuid", "Interface UUID", at + 4, 16);
            block.Number("dcerpc.cn_bind_if_ver", "Interface Ver", at + 20, 2);
            block.Number("dcerpc.cn_bind_if_ver_minor", "Interface Ver Minor", at + 22, 2);
            if (i == 0)
            {
                var uuid = new DceRpcReader(block.Bytes.Slice(at + 4, 16), isLittleEndian).Uuid();
                tree.Info += $", {DceRpcNames.Endpoint(uuid)}";
            }
            at += ContextBytes;
            for (var k = 0; k < transfers; k++, at += SyntaxBytes)
            {
                if (k < MaxTransfers)
                {
                    block.Raw(FieldKind.Guid, "dcerpc.cn_bind_trans_id", "Transfer Syntax", at, 16);
                    block.Number("dcerpc.cn_bind_trans_ver", "ver", at + 16, 4);
                    if (block.Has(at, 16) && block.Bytes[at..].StartsWith(BindTimeFeatures))
                    {
                        block.Hex("dcerpc.cn_bind_trans_btfn", "Bind Time Features", at + 8, 2);
                    }
                }
            }
            tree.End();
        }
    }

    /// <summary>C706 §12.6.3.1, <c>p_result_list_t</c> behind the secondary address and its padding.</summary>
    private static void AddResults(in FieldBlock block)
    {
        const int ResultBytes = 24;
        const int AddressAt = 26;
        var tree = block.Tree;
        var length = (int)block.Number("dcerpc.cn_sec_addr_len", "Scndry Addr len", 24, 2);
        if (length > 0)
        {
            block.Ascii("dcerpc.cn_sec_addr", "Scndry Addr", AddressAt, length);
        }
        var at = (AddressAt + length + 3) & ~3;
        var count = block.Number("dcerpc.cn_num_results", "Num results", at, 1);
        at += 4;
        for (var i = 0; i < Math.Min(count, MaxContexts) && block.Has(at, ResultBytes); i++, at += ResultBytes)
        {
            tree.Begin("", $"Ctx Item[{i + 1}]", default, block.At + at, ResultBytes);
            var result = block.Number("dcerpc.cn_ack_result", "Ack result", at, 2);
            if (result == 3)
            {
                // The answer to what is asked in the shape of a transfer syntax (MS-RPCE §2.2.2.14).
                block.Hex("dcerpc.cn_bind_trans_btfn", "Bind Time Features", at + 2, 2);
            }
            else if (result != 0)
            {
                block.Number("dcerpc.cn_ack_reason", "Ack reason", at + 2, 2);
            }
            block.Raw(FieldKind.Guid, "dcerpc.cn_ack_trans_id", "Transfer Syntax", at + 4, 16);
            block.Number("dcerpc.cn_ack_trans_ver", "Syntax ver", at + 20, 4);
            tree.End();
        }
    }

    private static void AddVerifier(in FieldBlock block, in DceRpcHeader header)
    {
        var at = block.Length - header.AuthLength - VerifierBytes;
        if (header.AuthLength == 0 || at < DceRpcHeader.Bytes)
        {
            return;
        }
        var tree = block.Tree;
        tree.Begin("", "Auth Info", default, block.At + at, VerifierBytes + header.AuthLength);
        block.Number("dcerpc.auth_type", "Auth type", at, 1);
        block.Number("dcerpc.auth_level", "Auth level", at + 1, 1);
        block.Number("dcerpc.auth_pad_len", "Auth pad len", at + 2, 1);
        block.Number("dcerpc.auth_rsrvd", "Auth Rsrvd", at + 3, 1);
        block.Number("dcerpc.auth_ctx_id", "Auth Context ID", at + 4, 4);
        tree.End();
    }

    private static string Name(DceRpcType type) =>
        type switch
        {
            DceRpcType.BindAck => "Bind_ack",
            DceRpcType.BindNak => "Bind_nak",
            DceRpcType.AlterContext => "Alter_context",
            DceRpcType.AlterContextResponse => "Alter_context_resp",
            DceRpcType.Auth3 => "AUTH3",
            _ => type.ToString(),
        };
}

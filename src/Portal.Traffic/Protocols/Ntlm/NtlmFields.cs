using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Ntlm;

/// <summary>The three messages of a logon (MS-NLMP §2.2.1).</summary>
internal static class NtlmFields
{
    private const int PlaceBytes = 8;
    private const long UnicodeFlag = 0x0000_0001;
    private const long TargetInformationFlag = 0x0080_0000;
    private const long VersionFlag = 0x0200_0000;

    /// <summary>Behind the 16 bytes of its proof a response of version 2 has 28 before its pairs (§2.2.2.7, §2.2.2.8).</summary>
    private const int BlobPairsAt = 44;

    private const int Version1Bytes = 24;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        if (!NtlmMessage.TryParse(message.Bytes, out var parsed))
        {
            return;
        }
        var block = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: true);
        tree.BeginProtocol("ntlmssp", "NTLM Secure Service Provider", message.At, block.Length, message.End);
        block.Ascii("ntlmssp.identifier", "NTLMSSP identifier", 0, 8);
        tree.Info = parsed.Type switch
        {
            NtlmMessageType.Negotiate => "NTLMSSP_NEGOTIATE",
            NtlmMessageType.Challenge => "NTLMSSP_CHALLENGE",
            _ => "NTLMSSP_AUTH",
        };
        block.Named("ntlmssp.messagetype", "NTLM Message Type", tree.Info, 8, 4);
        switch (parsed.Type)
        {
            case NtlmMessageType.Negotiate:
                AddNegotiate(block);
                break;
            case NtlmMessageType.Challenge:
                AddChallenge(block);
                break;
            default:
                AddAuthenticate(block);
                break;
        }
        tree.End();
    }

    private static void AddNegotiate(in FieldBlock block)
    {
        var flags = AddFlags(block, 12);
        // Both names are in letters of the client's code page.
        Text(block, "ntlmssp.negotiate.domain", "Calling workstation domain", 16, isUnicode: false);
        Text(block, "ntlmssp.negotiate.callingworkstation", "Calling workstation name", 24, isUnicode: false);
        AddVersion(block, flags, 32);
    }

    private static void AddChallenge(in FieldBlock block)
    {
        var flags = block.Read(20, 4);
        Text(block, "ntlmssp.challenge.target_name", "Target Name", 12, (flags & UnicodeFlag) != 0);
        AddFlags(block, 20);
        block.Raw(FieldKind.Bytes, "ntlmssp.ntlmserverchallenge", "NTLM Server Challenge", 24, 8);
        if ((flags & TargetInformationFlag) != 0)
        {
            AddPairs(Content(block, 40), isResponse: false);
        }
        AddVersion(block, flags, 48);
    }

    private static void AddAuthenticate(in FieldBlock block)
    {
        const int signedBytes = 64;
        var flags = block.Read(60, 4);
        var isUnicode = (flags & UnicodeFlag) != 0;
        var lm = Content(block, 12);
        lm.Raw(FieldKind.Bytes, "ntlmssp.auth.lmresponse", "Lan Manager Response", 0, lm.Length);
        var nt = Content(block, 20);
        if (nt.Length > 0)
        {
            nt.Raw(FieldKind.Bytes, "ntlmssp.auth.ntresponse", "NTLM Response", 0, nt.Length);
        }
        if (nt.Length > Version1Bytes)
        {
            AddVersion2(nt);
        }
        var domain = Text(block, "ntlmssp.auth.domain", "Domain name", 28, isUnicode);
        var user = Text(block, "ntlmssp.auth.username", "User name", 36, isUnicode);
        Text(block, "ntlmssp.auth.hostname", "Host name", 44, isUnicode);
        block.Tree.Info += $", User: {domain}\\{user}";
        if (block.Length >= signedBytes)
        {
            var key = Content(block, 52);
            if (key.Length > 0)
            {
                key.Raw(FieldKind.Bytes, "ntlmssp.auth.sesskey", "Session Key", 0, key.Length);
            }
            AddFlags(block, 60);
            AddVersion(block, flags, 64);
        }
    }

    /// <summary>§2.2.2.8: <c>16 proof, 1 version, 1 version, 6 zeros, 8 time, 8 challenge, 4 zeros, pairs</c>.</summary>
    private static void AddVersion2(in FieldBlock response)
    {
        var tree = response.Tree;
        tree.Begin(
            "ntlmssp.ntlmv2_response",
            "NTLMv2 Response",
            FieldValue.OfBytes(FieldKind.Bytes, response.Bytes.ToArray()),
            response.At,
            response.Length
        );
        response.Raw(FieldKind.Bytes, "ntlmssp.ntlmv2_response.ntproofstr", "NTProofStr", 0, 16);
        response.Number("ntlmssp.ntlmv2_response.rversion", "Response Version", 16, 1);
        response.Number("ntlmssp.ntlmv2_response.hirversion", "Hi Response Version", 17, 1);
        response.FileTime("ntlmssp.ntlmv2_response.time", "Time", 24);
        response.Raw(FieldKind.Bytes, "ntlmssp.ntlmv2_response.chal", "NTLMv2 Client Challenge", 32, 8);
        AddPairs(response.From(BlobPairsAt), isResponse: true);
        tree.End();
    }

    /// <summary>§2.2.2.1: <c>type, length, value</c> each.</summary>
    private static void AddPairs(FieldBlock pairs, bool isResponse)
    {
        const int end = 0;
        const int timestamp = 7;
        const int maxPairs = 64;
        var prefix = isResponse ? "ntlmssp.ntlmv2_response" : "ntlmssp.challenge.target_info";
        for (var i = 0; i < maxPairs && pairs.Has(0, 4); i++)
        {
            var length = (int)pairs.Read(2, 2);
            var type = pairs.Hex(
                isResponse ? "ntlmssp.ntlmv2_response.item.type" : "ntlmssp.challenge.target_info.item.type",
                "Item Type",
                0,
                2
            );
            pairs.Number(
                isResponse ? "ntlmssp.ntlmv2_response.item.length" : "ntlmssp.challenge.target_info.item.length",
                "Item Length",
                2,
                2
            );
            if (type == end)
            {
                return;
            }
            if (type == timestamp)
            {
                pairs.FileTime(
                    isResponse ? "ntlmssp.ntlmv2_response.timestamp" : "ntlmssp.challenge.target_info.timestamp",
                    "Timestamp",
                    4
                );
            }
            else if (NameOf(type) is { } name)
            {
                pairs.Utf16($"{prefix}.{name}", name, 4, length);
            }
            pairs = pairs.From(4 + length);
        }
    }

    private static string? NameOf(long type) =>
        type switch
        {
            1 => "nb_computer_name",
            2 => "nb_domain_name",
            3 => "dns_computer_name",
            4 => "dns_domain_name",
            5 => "dns_tree_name",
            9 => "target_name",
            _ => null,
        };

    private static long AddFlags(in FieldBlock block, int at)
    {
        var flags = block.Read(at, 4);
        if (!block.Has(at, 4))
        {
            return 0;
        }
        var tree = block.Tree;
        tree.Begin(
            "ntlmssp.negotiateflags",
            $"Negotiate Flags: 0x{flags:x8}",
            FieldValue.OfNumber(flags),
            block.At + at,
            4
        );
        block.Flag("ntlmssp.negotiate56", "Negotiate 56", at, 4, 0x8000_0000);
        block.Flag("ntlmssp.negotiatekeyexch", "Negotiate Key Exchange", at, 4, 0x4000_0000);
        block.Flag("ntlmssp.negotiate128", "Negotiate 128", at, 4, 0x2000_0000);
        block.Flag("ntlmssp.negotiateversion", "Negotiate Version", at, 4, VersionFlag);
        block.Flag("ntlmssp.negotiatetargetinfo", "Negotiate Target Info", at, 4, TargetInformationFlag);
        block.Flag("ntlmssp.negotiatentlm2", "Negotiate Extended Session Security", at, 4, 0x0008_0000);
        block.Flag("ntlmssp.negotiatealwayssign", "Negotiate Always Sign", at, 4, 0x0000_8000);
        block.Flag("ntlmssp.negotiateanonymous", "Negotiate Anonymous", at, 4, 0x0000_0800);
        block.Flag("ntlmssp.negotiatentlm", "Negotiate NTLM key", at, 4, 0x0000_0200);
        block.Flag("ntlmssp.negotiatelmkey", "Negotiate Lan Manager Key", at, 4, 0x0000_0080);
        block.Flag("ntlmssp.negotiateseal", "Negotiate Seal", at, 4, 0x0000_0020);
        block.Flag("ntlmssp.negotiatesign", "Negotiate Sign", at, 4, 0x0000_0010);
        block.Flag("ntlmssp.negotiateunicode", "Negotiate UNICODE", at, 4, UnicodeFlag);
        tree.End();
        return flags;
    }

    private static void AddVersion(in FieldBlock block, long flags, int at)
    {
        if ((flags & VersionFlag) == 0)
        {
            return;
        }
        block.Number("ntlmssp.version.major", "Major Version", at, 1);
        block.Number("ntlmssp.version.minor", "Minor Version", at + 1, 1);
        block.Number("ntlmssp.version.build_number", "Build Number", at + 2, 2);
        block.Number("ntlmssp.version.ntlm_current_revision", "NTLM Current Revision", at + 7, 1);
    }

    /// <summary>Where a length, a room and an offset point to.</summary>
    private static FieldBlock Content(in FieldBlock block, int at) =>
        block.Has(at, PlaceBytes) ? block.Part(block.Read(at + 4, 4), block.Read(at, 2)) : block.Part(0, 0);

    /// <summary>An empty name is written as <c>NULL</c>.</summary>
    private static string Text(in FieldBlock block, string name, string label, int at, bool isUnicode)
    {
        if (!block.Has(at, PlaceBytes))
        {
            return "";
        }
        var content = Content(block, at);
        if (content.Length == 0)
        {
            block.Tree.Text(name, label, "NULL", block.At + at, PlaceBytes);
            return "NULL";
        }
        var text = isUnicode
            ? Encoding.Unicode.GetString(content.Bytes[..(content.Length & ~1)])
            : Encoding.UTF8.GetString(content.Bytes);
        block.Tree.Text(name, label, text, content.At, content.Length);
        return text;
    }
}

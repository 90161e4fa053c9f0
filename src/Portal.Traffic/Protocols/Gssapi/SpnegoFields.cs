using System.Buffers.Binary;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Gssapi;

/// <summary>
/// A token (RFC 2743 §3.1) with the negotiation (RFC 4178 §4.2) and the frame of Kerberos (RFC 4121 §4) in it. What NTLM and
/// Kerberos say is shown by them.
/// </summary>
internal static class SpnegoFields
{
    private static readonly (string Name, string Label, int Bit)[] s_flags =
    [
        ("spnego.ContextFlags.delegFlag", "delegFlag", 0x80),
        ("spnego.ContextFlags.mutualFlag", "mutualFlag", 0x40),
        ("spnego.ContextFlags.replayFlag", "replayFlag", 0x20),
        ("spnego.ContextFlags.sequenceFlag", "sequenceFlag", 0x10),
        ("spnego.ContextFlags.anonFlag", "anonFlag", 0x08),
        ("spnego.ContextFlags.confFlag", "confFlag", 0x04),
        ("spnego.ContextFlags.integFlag", "integFlag", 0x02),
    ];

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        tree.Info = "";
        tree.BeginProtocol(
            "gss-api",
            "Generic Security Service Application Program Interface",
            message.At,
            message.Bytes.Length,
            message.End
        );
        var lines = new DerLines(tree, message.At, message.Bytes);
        var inner = message.Bytes;
        var behind = default(ReadOnlySpan<byte>);
        if (inner is [SpnegoToken.InitialContext, ..])
        {
            var content = new DerReader(inner).Read(SpnegoToken.InitialContext);
            var reader = new DerReader(content);
            var mechanism = reader.Read(DerReader.ObjectIdentifier);
            if (!reader.Failed)
            {
                lines.Identifier("gss-api.OID", "OID", mechanism);
                behind = content[reader.Position..];
            }
        }
        if (SpnegoToken.TryParse(inner, out var token))
        {
            AddNegotiation(lines, token);
        }
        else if (KerberosToken.IsFramed(inner))
        {
            AddKerberos(lines, behind);
        }
        tree.End();
    }

    private static void AddNegotiation(in DerLines lines, in SpnegoToken token)
    {
        var tree = lines.Tree;
        var place = lines.Place(default);
        tree.BeginProtocol("spnego", "Simple Protected Negotiation", place, lines.Length, place + lines.Length);
        tree.Begin("", token.IsInitial ? "negTokenInit" : "negTokenTarg", default, place, lines.Length);
        if (token.IsInitial)
        {
            AddMechanisms(lines, token.Mechanisms);
            AddFlags(lines, token.Flags);
        }
        if (token.State is { } state)
        {
            tree.Named("spnego.negResult", "negResult", NameOf(state), (int)state, place, 0);
        }
        if (!token.SupportedMechanism.IsEmpty)
        {
            lines.Identifier("spnego.supportedMech", "supportedMech", token.SupportedMechanism);
        }
        if (!token.MechanismToken.IsEmpty)
        {
            lines.Bytes(
                token.IsInitial ? "spnego.mechToken" : "spnego.responseToken",
                token.IsInitial ? "mechToken" : "responseToken",
                token.MechanismToken
            );
            if (KerberosToken.IsFramed(token.MechanismToken) || KerberosToken.IsBare(token.MechanismToken))
            {
                AddKerberos(lines, token.MechanismToken);
            }
        }
        AddHints(lines, token.Hints);
        if (!token.Checksum.IsEmpty)
        {
            lines.Bytes("spnego.mechListMIC", "mechListMIC", token.Checksum);
            AddSignature(lines, token.Checksum);
        }
        tree.End();
        tree.End();
    }

    private static void AddMechanisms(in DerLines lines, ReadOnlySpan<byte> mechanisms)
    {
        var count = 0;
        for (var reader = new DerReader(mechanisms); !reader.IsAtEnd && !reader.Failed; count++)
        {
            reader.Read(DerReader.ObjectIdentifier);
        }
        if (count == 0)
        {
            return;
        }
        lines.Tree.Begin(
            "spnego.mechTypes",
            $"mechTypes: {Plural.Of(count, "item", "items")}",
            FieldValue.OfNumber(count),
            lines.Place(mechanisms),
            mechanisms.Length
        );
        var types = new DerReader(mechanisms);
        while (!types.IsAtEnd)
        {
            var type = types.Read(DerReader.ObjectIdentifier);
            if (!types.Failed)
            {
                lines.Identifier("spnego.MechType", "MechType", type);
            }
        }
        lines.Tree.End();
    }

    private static void AddFlags(in DerLines lines, ReadOnlySpan<byte> flags)
    {
        if (flags is not [_, var bits, ..])
        {
            return;
        }
        var place = lines.Place(flags) + 1;
        lines.Tree.Raw(FieldKind.Bytes, "spnego.reqFlags", "reqFlags", place, flags.Length - 1);
        foreach (var (name, label, bit) in s_flags)
        {
            lines.Tree.Flag(name, label, (bits & bit) != 0, place, 1);
        }
    }

    private static void AddHints(in DerLines lines, ReadOnlySpan<byte> hints)
    {
        const int nameTag = 0xA0;
        const int addressTag = 0xA1;
        var reader = new DerReader(hints);
        while (!reader.IsAtEnd)
        {
            var content = new DerReader(reader.Read(out var tag, out _));
            if (tag == nameTag)
            {
                lines.Text("spnego.hintName", "hintName", content.Read(DerReader.GeneralString));
            }
            else if (tag == addressTag)
            {
                lines.Bytes("spnego.hintAddress", "hintAddress", content.Read(DerReader.OctetString));
            }
        }
    }

    /// <summary>
    /// RFC 4121 §4.1: <c>60 { 06 mechanism, two bytes of token type, message }</c>, what stands behind the mechanism, or the
    /// message alone.
    /// </summary>
    private static void AddKerberos(in DerLines lines, ReadOnlySpan<byte> token)
    {
        var tree = lines.Tree;
        var place = lines.Place(token);
        tree.BeginProtocol("spnego-krb5", "SPNEGO-KRB5", place, token.Length, place + token.Length);
        lines.Bytes("spnego.krb5.blob", "krb5_blob", token);
        var type = token;
        if (token is [SpnegoToken.InitialContext, ..])
        {
            var content = new DerReader(token).Read(SpnegoToken.InitialContext);
            var reader = new DerReader(content);
            lines.Identifier("spnego.krb5_oid", "KRB5 OID", reader.Read(DerReader.ObjectIdentifier));
            type = content[reader.Position..];
        }
        if (type.Length >= 2 && !KerberosToken.IsBare(type))
        {
            AddType(lines, type);
        }
        tree.End();
    }

    /// <summary>RFC 4121 §4.2.6.1: type, flags, five bytes of ones, a sequence number (8), the checksum.</summary>
    private static void AddSignature(in DerLines lines, ReadOnlySpan<byte> token)
    {
        const int headerBytes = 16;
        if (token is not [4, 4, var flags, ..] || token.Length < headerBytes)
        {
            return;
        }
        var tree = lines.Tree;
        var place = lines.Place(token);
        tree.BeginProtocol("spnego-krb5", "SPNEGO-KRB5", place, token.Length, place + token.Length);
        lines.Bytes("spnego.krb5.blob", "krb5_blob", token);
        AddType(lines, token);
        tree.Hex("spnego.krb5.cfx_flags", "krb5_cfx_flags", flags, 2, place + 2, 1);
        tree.Flag("spnego.krb5.send_by_acceptor", "SendByAcceptor", (flags & 1) != 0, place + 2, 1);
        tree.Flag("spnego.krb5.sealed", "Sealed", (flags & 2) != 0, place + 2, 1);
        tree.Flag("spnego.krb5.acceptor_subkey", "AcceptorSubkey", (flags & 4) != 0, place + 2, 1);
        lines.Bytes("spnego.krb5.filler", "krb5_filler", token[3..8]);
        var sequence = BinaryPrimitives.ReadUInt64BigEndian(token[8..]);
        tree.Number("spnego.krb5.cfx_seq", "krb5_cfx_seq", sequence, place + 8, 8);
        lines.Bytes("spnego.krb5.sgn_cksum", "krb5_sgn_cksum", token[headerBytes..]);
        tree.End();
    }

    /// <summary>Read with its low byte first, as Wireshark does.</summary>
    private static void AddType(in DerLines lines, ReadOnlySpan<byte> type) =>
        lines.Tree.Hex(
            "spnego.krb5.tok_id",
            "krb5_tok_id",
            BinaryPrimitives.ReadUInt16LittleEndian(type),
            4,
            lines.Place(type),
            2
        );

    private static string NameOf(SpnegoState state) =>
        state switch
        {
            SpnegoState.AcceptCompleted => "accept-completed",
            SpnegoState.AcceptIncomplete => "accept-incomplete",
            SpnegoState.Reject => "reject",
            SpnegoState.RequestMic => "request-mic",
            _ => "Unknown",
        };
}

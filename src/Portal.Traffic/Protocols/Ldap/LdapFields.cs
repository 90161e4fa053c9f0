using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>One message (RFC 4511 §4); the state is an <see cref="LdapFacts"/>.</summary>
internal static class LdapFields
{
    /// <summary>The number in an operation's tag.</summary>
    private const int NumberMask = 0x1F;

    private const int ControlsTag = 0xA0;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var facts = (LdapFacts)message.State!;
        tree.Protocol = facts.IsDatagram ? "CLDAP" : "LDAP";
        if (!LdapMessage.TryParse(message.Bytes, out var parsed))
        {
            return;
        }
        tree.BeginProtocol(
            facts.IsDatagram ? "cldap" : "ldap",
            facts.IsDatagram
                ? "Connectionless Lightweight Directory Access Protocol"
                : "Lightweight Directory Access Protocol",
            message.At,
            message.Bytes.Length,
            message.End
        );
        var lines = new DerLines(tree, message.At, message.Bytes);
        var operation = parsed.Operation.ToString();
        var name = char.ToLowerInvariant(operation[0]) + operation[1..];
        tree.Info = $"{name}({parsed.Id})";
        var fields = new DerReader(new DerReader(message.Bytes).Read(DerReader.Sequence));
        lines.Number("ldap.messageID", "messageID", fields.Read(DerReader.Integer));
        fields.Read(out _, out var whole);
        tree.Begin(
            "ldap.protocolOp",
            $"protocolOp: {name}",
            FieldValue.OfNumber((int)parsed.Operation & NumberMask),
            lines.Place(whole),
            whole.Length
        );
        LdapOperationFields.Add(lines, parsed);
        tree.End();
        if (facts.RequestFrame > 0)
        {
            tree.Number("ldap.response_to", "Response To", facts.RequestFrame, message.At, 0);
            var elapsed = FieldValue.OfSeconds(facts.Elapsed);
            tree.Add("ldap.time", $"Time: {elapsed} seconds", elapsed, message.At, 0);
        }
        if (fields.NextTag == ControlsTag)
        {
            AddControls(lines, new DerReader(fields.Read(ControlsTag)));
        }
        tree.End();
    }

    /// <summary>§4.1.11: <c>30 { 04 type, 01 criticality, 04 value }</c> each.</summary>
    private static void AddControls(in DerLines lines, DerReader controls)
    {
        while (!controls.IsAtEnd)
        {
            var content = controls.Read(DerReader.Sequence);
            var fields = new DerReader(content);
            lines.Begin("Control", content);
            lines.Text("ldap.controlType", "controlType", fields.Read(DerReader.OctetString));
            if (fields.NextTag == DerReader.Boolean)
            {
                lines.Truth("ldap.criticality", "criticality", fields.Read(DerReader.Boolean));
            }
            lines.Tree.End();
        }
    }
}

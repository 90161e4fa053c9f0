using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>A message of the NetBIOS session service (RFC 1002 §4.3), which is also SMB's framing over TCP, and what is in it.</summary>
internal static class NbssFields
{
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var block = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
        var name = TypeName(block.Read(0, 1));
        tree.Protocol = "NBSS";
        tree.Info = name;
        tree.BeginProtocol("nbss", "NetBIOS Session Service", message.At, SmbStream.HeaderBytes, message.End);
        tree.Add("nbss.type", $"Message Type: {name}", FieldValue.OfNumber(block.Read(0, 1)), message.At, 1);
        tree.Number("nbss.length", "Length", block.Read(1, 3), message.At + 1, 3);
        tree.End();
        var inside = block.From(SmbStream.HeaderBytes);
        switch (inside.Bytes)
        {
            case [Smb1Header.Identifier, (byte)'S', (byte)'M', (byte)'B', ..]:
                Smb1Fields.Add(tree, inside.At, inside.Bytes, message.State as Smb1Facts);
                break;
            case [Smb2Header.Identifier, (byte)'S', (byte)'M', (byte)'B', ..]:
                Smb2Fields.Add(tree, inside.At, inside.Bytes, message.State as Smb2Facts[] ?? []);
                break;
            case [
                Smb2Header.EncryptedIdentifier
                or Smb2Header.CompressedIdentifier,
                (byte)'S',
                (byte)'M',
                (byte)'B',
                ..,
            ]:
                Smb2TransformFields.Add(tree, inside.At, inside.Bytes, message.State as Smb2Account);
                break;
            default:
                break;
        }
    }

    private static string TypeName(long type) =>
        type switch
        {
            SmbStream.SessionMessage => "Session message",
            SmbStream.SessionRequest => "Session request",
            SmbStream.PositiveResponse => "Positive session response",
            0x83 => "Negative session response",
            0x84 => "Retarget session response",
            0x85 => "Session keep-alive",
            _ => "Unknown",
        };
}

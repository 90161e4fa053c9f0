using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>What is visible of an encrypted (MS-SMB2 §2.2.41) or compressed message (§2.2.42).</summary>
internal static class Smb2TransformFields
{
    private const int EncryptedBytes = 52;
    private const int CompressedBytes = 16;

    public static void Add(FieldTree tree, int at, ReadOnlySpan<byte> bytes, Smb2Account? account)
    {
        tree.Protocol = "SMB2";
        tree.BeginProtocol("smb2", "Server Message Block Protocol version 2", at, bytes.Length, at + bytes.Length);
        var block = new FieldBlock(tree, at, bytes, isLittleEndian: true);
        if (bytes[0] == Smb2Header.EncryptedIdentifier)
        {
            AddEncrypted(block, account);
        }
        else
        {
            AddCompressed(block);
        }
        tree.End();
    }

    private static void AddEncrypted(in FieldBlock block, Smb2Account? account)
    {
        var tree = block.Tree;
        tree.Info = "Encrypted SMB3";
        tree.Begin("", "SMB2 Transform Header", default, block.At, EncryptedBytes);
        new FieldBlock(tree, block.At, block.Bytes, isLittleEndian: false).Hex("smb2.protocol_id", "ProtocolId", 0, 4);
        block.Raw(FieldKind.Bytes, "smb2.header.transform.signature", "Signature", 4, 16);
        block.Raw(FieldKind.Bytes, "smb2.header.transform.nonce", "Nonce", 20, 16);
        var size = block.Number("smb2.header.transform.msg_size", "Message size", 36, 4);
        block.Hex("smb2.header.transform.flags", "Flags", 42, 2);
        block.Flag("smb2.header.transform.flags.encrypted", "Encrypted", 42, 2, 1);
        block.Hex("smb2.sesid", "Session Id", 44, 8);
        if (account is not null)
        {
            Smb2Fields.AddAccount(tree, block.At + 44, account);
        }
        tree.End();
        var content = block.Part(EncryptedBytes, size);
        content.Raw(FieldKind.Bytes, "smb2.header.transform.enc_data", "Data", 0, content.Length);
    }

    private static void AddCompressed(in FieldBlock block)
    {
        var tree = block.Tree;
        tree.Info = "Compressed SMB3";
        tree.Begin("", "SMB2 Compression Transform Header", default, block.At, CompressedBytes);
        new FieldBlock(tree, block.At, block.Bytes, isLittleEndian: false).Hex("smb2.protocol_id", "ProtocolId", 0, 4);
        block.Number("smb2.header.comp_transform.original_size", "OriginalSize", 4, 4);
        block.Hex("smb2.header.comp_transform.comp_alg", "CompressionAlgorithm", 8, 2);
        block.Hex("smb2.header.comp_transform.flags", "Flags", 10, 2);
        block.Hex("smb2.header.comp_transform.offset", "Offset", 12, 4);
        tree.End();
    }
}

using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>A frame of the link layer (IEEE 1815 §9.2) and the header of the transport function in it (§8).</summary>
internal static class Dnp3Fields
{
    private const int TransportAt = Dnp3Link.HeaderBytes;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        const int primary = 0x40;
        var block = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: true);
        tree.Protocol = "DNP 3.0";
        tree.BeginProtocol("dnp3", "Distributed Network Protocol 3.0", message.At, block.Length, message.End);
        var source = block.Read(6, 2);
        var destination = block.Read(4, 2);
        tree.Info = $"from {source} to {destination}";
        new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false).Hex("dnp3.start", "Start Bytes", 0, 2);
        block.Number("dnp3.len", "Length", 2, 1);
        block.Hex("dnp3.ctl", "Control", 3, 1);
        block.Flag("dnp3.ctl.dir", "Direction", 3, 1, 0x80);
        block.Flag("dnp3.ctl.prm", "Primary", 3, 1, primary);
        if ((block.Read(3, 1) & primary) != 0)
        {
            block.Flag("dnp3.ctl.fcb", "Frame Count Bit", 3, 1, 0x20);
            block.Flag("dnp3.ctl.fcv", "Frame Count Valid", 3, 1, 0x10);
            block.Bits("dnp3.ctl.prifunc", "Control Function Code", 3, 1, 0x0F);
        }
        else
        {
            block.Flag("dnp3.ctl.dfc", "Data Flow Control", 3, 1, 0x10);
            block.Bits("dnp3.ctl.secfunc", "Control Function Code", 3, 1, 0x0F);
        }
        block.Number("dnp3.dst", "Destination", 4, 2);
        block.Number("dnp3.src", "Source", 6, 2);
        block.Hex("dnp3.hdr.CRC", "Data Link Header checksum", 8, 2);
        block.Hex("dnp3.tr.ctl", "Transport Control", TransportAt, 1);
        block.Flag("dnp3.tr.fin", "Final", TransportAt, 1, 0x80);
        block.Flag("dnp3.tr.fir", "First", TransportAt, 1, 0x40);
        block.Bits("dnp3.tr.seq", "Sequence", TransportAt, 1, 0x3F);
        tree.End();
    }
}

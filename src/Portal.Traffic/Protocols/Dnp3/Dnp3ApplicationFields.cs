using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>A message of the application layer (IEEE 1815 §4.2), put together from the frames that carry it.</summary>
internal static class Dnp3ApplicationFields
{
    private static readonly (string Name, string Label, int Bit)[] s_indications =
    [
        ("dnp3.al.iin.rst", "Device Restart", 0x8000),
        ("dnp3.al.iin.dt", "Device Trouble", 0x4000),
        ("dnp3.al.iin.dol", "Digital Outputs in Local", 0x2000),
        ("dnp3.al.iin.tsr", "Time Sync Required", 0x1000),
        ("dnp3.al.iin.cls3d", "Class 3 Data Available", 0x0800),
        ("dnp3.al.iin.cls2d", "Class 2 Data Available", 0x0400),
        ("dnp3.al.iin.cls1d", "Class 1 Data Available", 0x0200),
        ("dnp3.al.iin.bmsg", "Broadcast Msg Rx", 0x0100),
        ("dnp3.al.iin.cc", "Configuration Corrupt", 0x0020),
        ("dnp3.al.iin.oae", "Operation Already Executing", 0x0010),
        ("dnp3.al.iin.ebo", "Event Buffer Overflow", 0x0008),
        ("dnp3.al.iin.pioor", "Parameters Invalid or Out of Range", 0x0004),
        ("dnp3.al.iin.obju", "Requested Objects Unknown", 0x0002),
        ("dnp3.al.iin.fcni", "Function Code not implemented", 0x0001),
    ];

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var block = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
        if (!block.Has(0, 2))
        {
            return;
        }
        var function = (int)block.Read(1, 1);
        var name = Dnp3Names.Function(function);
        tree.Protocol = "DNP 3.0";
        tree.Info = name;
        tree.Begin("", $"Application Layer: {name}", default, message.At, block.Length);
        block.Hex("dnp3.al.ctl", "Application Control", 0, 1);
        block.Flag("dnp3.al.fir", "First", 0, 1, 0x80);
        block.Flag("dnp3.al.fin", "Final", 0, 1, 0x40);
        block.Flag("dnp3.al.con", "Confirm", 0, 1, 0x20);
        block.Flag("dnp3.al.uns", "Unsolicited", 0, 1, 0x10);
        block.Bits("dnp3.al.seq", "Sequence", 0, 1, 0x0F);
        block.Named("dnp3.al.func", "Function Code", name, 1, 1);
        var objects = 2;
        if (function is Dnp3Names.Response or Dnp3Names.UnsolicitedResponse)
        {
            AddIndications(block);
            objects += 2;
        }
        if (Dnp3Names.HasObjects(function))
        {
            var cursor = FieldCursor.LittleEndian(tree, block.From(objects).At, block.From(objects).Bytes);
            Dnp3ObjectFields.Add(ref cursor, Dnp3Names.HasData(function));
        }
        tree.End();
    }

    private static void AddIndications(in FieldBlock block)
    {
        block.Hex("dnp3.al.iin", "Internal Indications", 2, 2);
        foreach (var (name, label, bit) in s_indications)
        {
            block.Flag(name, label, 2, 2, bit);
        }
    }
}

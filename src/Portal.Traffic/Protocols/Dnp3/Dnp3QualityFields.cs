using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>A point's byte of quality, from its highest bit down (IEEE 1815 §11.6).</summary>
internal static class Dnp3QualityFields
{
    private static readonly string[] s_names =
    [
        "",
        "dnp3.al.biq",
        "dnp3.al.boq",
        "dnp3.al.ctrq",
        "dnp3.al.aiq",
        "dnp3.al.aoq",
    ];

    private static readonly string[][] s_labels =
    [
        [],
        ["Online", "Restart", "Comm Fail", "Remote Force", "Local Force", "Chatter Filter", "Reserved", "Point Value"],
        ["Online", "Restart", "Comm Fail", "Remote Force", "Local Force", "Reserved", "Reserved", "Point Value"],
        ["Online", "Restart", "Comm Fail", "Remote Force", "Local Force", "Roll-Over", "Discontinuity", "Reserved"],
        ["Online", "Restart", "Comm Fail", "Remote Force", "Local Force", "Over-Range", "Reference Check", "Reserved"],
        ["Online", "Restart", "Comm Fail", "Remote Force", "Local Force", "Reserved", "Reserved", "Reserved"],
    ];

    public static void Add(ref FieldCursor cursor, Dnp3Quality quality)
    {
        var flags = cursor.Block(1);
        var labels = s_labels[(int)quality];
        for (var bit = labels.Length - 1; bit >= 0; bit--)
        {
            flags.Flag($"{s_names[(int)quality]}.b{bit}", labels[bit], 0, 1, 1 << bit);
        }
    }
}

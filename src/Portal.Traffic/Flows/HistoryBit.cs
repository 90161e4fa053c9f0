namespace Portal.Traffic.Flows;

/// <summary>History letters that each side gets once, or once until the sequence number changes.</summary>
[Flags]
internal enum HistoryBit : ushort
{
    None = 0,
    Syn = 0x1,
    Fin = 0x2,
    Rst = 0x4,
    FinAndRst = 0x8,
    Data = 0x10,
    Ack = 0x20,
    ManyFlags = 0x40,
}

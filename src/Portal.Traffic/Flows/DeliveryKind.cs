namespace Portal.Traffic.Flows;

/// <summary>What an analyzer is told.</summary>
internal enum DeliveryKind : byte
{
    Data,
    Gap,
    End,
    Done,
}

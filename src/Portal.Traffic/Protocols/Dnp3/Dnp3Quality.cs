namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>Which flags a point's byte of quality has (IEEE 1815 §11.6).</summary>
internal enum Dnp3Quality
{
    None,
    BinaryInput,
    BinaryOutput,
    Counter,
    AnalogInput,
    AnalogOutput,
}

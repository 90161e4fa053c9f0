namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>What time stands behind a point's value.</summary>
internal enum Dnp3Time
{
    None,

    /// <summary>Milliseconds since 1970 in six bytes (IEEE 1815 §11.3.3.1).</summary>
    Absolute,

    /// <summary>Milliseconds in two bytes since the time that another object gives.</summary>
    Relative,
}

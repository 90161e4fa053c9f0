namespace Portal.Traffic;

/// <summary>Where and when something was on the wire.</summary>
/// <param name="Number">Frame number in its capture, from 1, as Wireshark counts.</param>
/// <param name="Time">Nanoseconds since 1970-01-01 00:00 UTC.</param>
public readonly record struct FrameStamp(long Number, long Time);

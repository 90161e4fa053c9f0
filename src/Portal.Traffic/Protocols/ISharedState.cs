using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols;

/// <summary>
/// What a protocol remembers beyond one flow, for example a transaction that several flows make up together. Flows of
/// other pairs of hosts may have a state of their own: it joins what the same two hosts say, and all of DHCP.
/// </summary>
public interface ISharedState
{
    /// <summary>Comes every ten seconds of packet time, as Zeek looks over its tables: write and forget what is over.</summary>
    /// <param name="now">The frame that moved the clock.</param>
    /// <param name="records">In the order of their first frames.</param>
    void Sweep(FrameStamp now, IRecordSink records);

    /// <summary>The capture is over: write what is still held back.</summary>
    void Finish(FrameStamp now, IRecordSink records);
}

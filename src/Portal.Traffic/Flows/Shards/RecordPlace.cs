using System.Runtime.InteropServices;

namespace Portal.Traffic.Flows.Shards;

/// <summary>
/// When a record was made, so that the records of several shards can be put into the one order in which a single analyzer
/// makes them: by frame; at a frame first the flows whose time has run out, by when it had and by when they began; then
/// the frame's own.
/// </summary>
/// <param name="Frame">The frame being processed; <see cref="long.MaxValue"/> when there is none left.</param>
/// <param name="Due">When the timer was due, in nanoseconds; <see cref="long.MaxValue"/> for the frame itself.</param>
/// <param name="FlowStart">The first frame of the flow whose timer it was.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RecordPlace(long Frame, long Due, long FlowStart) : IComparable<RecordPlace>
{
    public int CompareTo(RecordPlace other)
    {
        if (Frame != other.Frame)
        {
            return Frame.CompareTo(other.Frame);
        }
        return Due != other.Due ? Due.CompareTo(other.Due) : FlowStart.CompareTo(other.FlowStart);
    }
}

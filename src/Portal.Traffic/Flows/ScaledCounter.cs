using System.Runtime.InteropServices;

namespace Portal.Traffic.Flows;

/// <summary>Counts events and says when to note one: the 1st, the 10th, the 100th …, as Zeek's history letters repeat.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ScaledCounter
{
    private uint _count;
    private uint _threshold;

    /// <summary>True when this event is to be noted.</summary>
    public bool Add()
    {
        if (_threshold == 0)
        {
            _threshold = 1;
        }
        if (++_count != _threshold)
        {
            return false;
        }
        if (_threshold > uint.MaxValue / 10)
        {
            _count = 0;
            return true;
        }
        _threshold *= 10;
        return true;
    }
}

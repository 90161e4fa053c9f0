namespace Portal.Traffic.Protocols.Rsh;

/// <summary>Names the protocol; for the packet tree it takes the four texts at the beginning apart.</summary>
internal sealed class RshAnalyzer : IFlowAnalyzer
{
    private const int Texts = 4;

    /// <summary>A command line; longer ones are not shown.</summary>
    private const int MaxHeldBytes = 16 << 10;

    private readonly FlowContext _flow;
    private readonly List<byte> _held = [];
    private int _next;
    private bool _isLost;

    public RshAnalyzer(FlowContext flow)
    {
        _flow = flow;
        flow.Confirm("rsh");
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!_flow.IsShown || _isLost || bytes.IsEmpty)
        {
            return;
        }
        if (side == Side.Responder || _next == Texts)
        {
            _flow.Show(RshFields.AddData, side, bytes);
            return;
        }
        _isLost = _held.Count + bytes.Length > MaxHeldBytes;
        if (_isLost)
        {
            return;
        }
        _held.AddRange(bytes);
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_held);
        var (whole, first) = (0, _next);
        while (_next < Texts && all[whole..].IndexOf((byte)0) is >= 0 and var end)
        {
            whole += end + 1;
            _next++;
        }
        if (whole > 0)
        {
            _flow.Show(RshFields.AddTexts, side, all[..whole], first);
        }
        if (_next == Texts && whole < all.Length)
        {
            _flow.Show(RshFields.AddData, side, all[whole..]);
            whole = all.Length;
        }
        _held.RemoveRange(0, whole);
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => _isLost = true;

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() { }
}

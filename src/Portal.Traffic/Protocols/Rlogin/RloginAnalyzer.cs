namespace Portal.Traffic.Protocols.Rlogin;

/// <summary>Names the protocol; for the packet tree it tells the opening from what is typed and shown.</summary>
internal sealed class RloginAnalyzer : IFlowAnalyzer
{
    /// <summary>BSD's server reads 512 bytes.</summary>
    private const int MaxHeldBytes = 1024;

    private readonly FlowContext _flow;
    private readonly List<byte> _held = [];
    private int _texts;
    private bool _isAnswered;
    private bool _isLost;

    public RloginAnalyzer(FlowContext flow)
    {
        _flow = flow;
        flow.Confirm("rlogin");
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!_flow.IsShown || _isLost || bytes.IsEmpty)
        {
            return;
        }
        if (side == Side.Responder)
        {
            _flow.Show(_isAnswered ? RloginFields.AddData : RloginFields.AddAnswer, side, bytes);
            _isAnswered = true;
        }
        else if (_texts < RloginFields.OpeningTexts)
        {
            TakeOpening(bytes);
        }
        else
        {
            _flow.Show(RloginFields.AddData, side, bytes);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => _isLost |= _texts < RloginFields.OpeningTexts;

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() { }

    /// <summary>The first zero comes alone, or with the three texts behind it.</summary>
    private void TakeOpening(ReadOnlySpan<byte> bytes)
    {
        _isLost = _held.Count + bytes.Length > MaxHeldBytes;
        if (_isLost)
        {
            return;
        }
        _held.AddRange(bytes);
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_held);
        var first = _texts == 0;
        if (first && all is [0])
        {
            _flow.Show(RloginFields.AddOpening, Side.Originator, all, state: true);
            _texts = 1;
            _held.Clear();
            return;
        }
        if (all.Count((byte)0) >= RloginFields.OpeningTexts - _texts)
        {
            _flow.Show(RloginFields.AddOpening, Side.Originator, all, first);
            _texts = RloginFields.OpeningTexts;
            _held.Clear();
        }
    }
}

using Portal.Traffic.Protocols;

namespace Portal.Traffic.Flows;

/// <summary>Which protocols may still claim a flow by the bytes of each side. The one expected on the port goes first.</summary>
internal sealed class ProtocolVote
{
    private readonly IReadOnlyList<IProtocol> _protocols;
    private int _expected;
    private readonly bool[] _isExcluded;
    private readonly bool[] _originatorNo;
    private readonly bool[] _responderNo;
    private int _asked = -1;

    public ProtocolVote(IReadOnlyList<IProtocol> protocols, string? expectedService)
    {
        _protocols = protocols;
        _isExcluded = new bool[protocols.Count];
        _originatorNo = new bool[protocols.Count];
        _responderNo = new bool[protocols.Count];
        Prefer(expectedService);
    }

    /// <summary>Every protocol has refused both sides.</summary>
    public bool IsHopeless
    {
        get
        {
            for (var i = 0; i < _protocols.Count; i++)
            {
                if (!_isExcluded[i] && !(_originatorNo[i] && _responderNo[i]))
                {
                    return false;
                }
            }
            return true;
        }
    }

    /// <summary>Asks this one first from now on.</summary>
    public void Prefer(string? service)
    {
        for (var i = 0; i < _protocols.Count; i++)
        {
            if (_protocols[i].Name == service)
            {
                _expected = i;
            }
        }
    }

    /// <summary>The next to ask about a side; null after the last, and then it begins anew.</summary>
    public IProtocol? Next(Side side)
    {
        var refusals = Refusals(side);
        while (++_asked < _protocols.Count)
        {
            var index = At(_asked);
            if (!_isExcluded[index] && !refusals[index])
            {
                return _protocols[index];
            }
        }
        _asked = -1;
        return null;
    }

    /// <summary>Notes the answer of the one asked last; true when it claims the flow.</summary>
    public bool Record(Side side, Claim claim)
    {
        if (claim == Claim.Yes)
        {
            _asked = -1;
            return true;
        }
        if (claim == Claim.No)
        {
            Refusals(side)[At(_asked)] = true;
        }
        return false;
    }

    public void Exclude(IProtocol protocol)
    {
        for (var i = 0; i < _protocols.Count; i++)
        {
            _isExcluded[i] |= ReferenceEquals(_protocols[i], protocol);
        }
        _asked = -1;
    }

    /// <summary>Other bytes begin: all but the excluded may claim again.</summary>
    public void Restart()
    {
        Array.Clear(_originatorNo);
        Array.Clear(_responderNo);
        _asked = -1;
    }

    private bool[] Refusals(Side side) => side == Side.Originator ? _originatorNo : _responderNo;

    /// <summary>The expected one first, the others in their order.</summary>
    private int At(int turn) =>
        turn == 0 ? _expected
        : turn <= _expected ? turn - 1
        : turn;
}

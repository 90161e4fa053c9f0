namespace Portal.Traffic.Protocols.Dhcp;

/// <summary>Hands the messages of one flow to the transactions, which several flows make up together.</summary>
internal sealed class DhcpAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!DhcpMessage.TryParse(bytes, out var message))
        {
            flow.Weird("dhcp_message_broken", source: "DHCP");
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("dhcp");
        }
        flow.Show(DhcpFields.Add, side, bytes);
        flow.Shared<DhcpTransactions>().Add(flow, message, frame);
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnDone()
    {
        // A transaction goes on in other flows.
    }
}

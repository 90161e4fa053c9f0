using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>The reassembled streams of both sides of a connection, on their way to whoever looks into the payload.</summary>
internal sealed class TcpStreams(Flow flow, FlowEnvironment environment, TcpSession session) : IStreamConsumer
{
    /// <summary>Data that nobody acknowledges beyond this is not kept.</summary>
    private const int MaxUnacknowledgedWindow = 16384;

    /// <summary>The receiver has the sender's data up to a number. True when more of it came to an end.</summary>
    public bool Acknowledge(TcpEndpoint sender, long sequence, bool isPartial, FrameStamp frame)
    {
        if (sender.FinCount > 0 && sequence >= sender.FinSequence)
        {
            sequence = sender.FinSequence - 1;
        }
        if (sequence <= 1 && sender.Reassembler is null)
        {
            return false;
        }
        var reassembler = ReassemblerOf(sender);
        if (isPartial && sequence <= 2 && reassembler.Delivered < sequence)
        {
            // The numbers are a guess; the first packet may have been a keep-alive one byte back.
            reassembler.StartAt(sequence);
            return true;
        }
        return reassembler.Acknowledge(sequence, frame);
    }

    public void TakeData(in Packet packet, TcpEndpoint endpoint, long sequence, FrameStamp frame)
    {
        if (packet.Payload.Length < packet.PayloadLength)
        {
            session.Weird("truncated_tcp_payload");
            environment.CountTruncated();
            return;
        }
        var reassembler = ReassemblerOf(endpoint);
        reassembler.Add(sequence, packet.Payload, frame);
        if (endpoint.HasNothingAcknowledged)
        {
            if (endpoint.Size(session.Peer(endpoint.Side).State) > MaxUnacknowledgedWindow)
            {
                // The other direction is not seen: nothing will ever be acknowledged.
                reassembler.TrimTo(reassembler.Delivered, frame);
            }
            if (reassembler.WaitingSpan > MaxUnacknowledgedWindow)
            {
                // Nor will an acknowledgment ever tell that the hole stays one. Zeek gives the stream up here.
                session.Weird("above_hole_data_without_any_acks");
                reassembler.SkipHole(frame);
            }
        }
        if (reassembler.UnacknowledgedBytes > environment.MaxUnacknowledgedBytes)
        {
            session.Weird("excessive_data_without_further_acks");
            reassembler.SkipHole(frame);
            reassembler.TrimTo(reassembler.Delivered, frame);
        }
    }

    /// <summary>Data up to the FIN or RST has not all been passed on, or the other side's not all acknowledged.</summary>
    public bool IsPending(TcpEndpoint endpoint)
    {
        var delivered = 1L;
        if (endpoint.Reassembler is { } reassembler)
        {
            delivered = reassembler.Delivered;
        }
        if (endpoint.Last < delivered)
        {
            return false;
        }

        // A FIN takes one number after the data, a RST none.
        if (delivered != endpoint.Last - 1 && delivered != endpoint.Last)
        {
            return true;
        }
        return endpoint.State != TcpState.Reset
            && session.Peer(endpoint.Side).Reassembler is { HasUnacknowledged: true };
    }

    public void Release()
    {
        session.Originator.Reassembler?.Release();
        session.Responder.Reassembler?.Release();
    }

    void IStreamConsumer.OnStream(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        environment.AnalysisOf(flow)?.OnStream(side, bytes, frame);

    void IStreamConsumer.OnStreamGap(Side side, long bytes, FrameStamp frame)
    {
        // Elsewhere gaps come from sequence numbers that cannot be trusted: RSTs, unseen beginnings.
        if (session.Originator.IsClean && session.Responder.IsClean)
        {
            flow.MissedBytes += bytes;
            if (session.Of(side).Gaps.Add())
            {
                flow.History.Add(side, 'G');
            }
        }
        environment.AnalysisOf(flow)?.OnStreamGap(side, bytes, frame);
    }

    private TcpReassembler ReassemblerOf(TcpEndpoint endpoint) =>
        endpoint.Reassembler ??= new TcpReassembler(endpoint.Side, this, environment.Budget);
}

using System.Buffers.Text;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>A request and its response on one stream (RFC 9113 §8.1).</summary>
internal sealed class Http2Stream(HttpRecord record)
{
    private readonly HttpEntityHead?[] _heads = new HttpEntityHead?[2];
    private readonly HttpEntity?[] _entities = new HttpEntity?[2];
    private readonly bool[] _isEnded = new bool[2];

    public HttpTransaction Transaction { get; } = new(record);

    /// <summary>Takes the headers of a side; trailers find their message begun and change nothing.</summary>
    public void Read(FlowContext flow, Side side, List<HpackHeader> headers, FrameStamp frame)
    {
        var isInformational = false;
        var head = new HttpEntityHead();
        foreach (var header in headers)
        {
            if (header.Name is [(byte)':', ..])
            {
                ReadPseudo(flow, header, frame, ref isInformational);
                continue;
            }
            // The readers of HTTP/1.1 headers take lines.
            var line = new HttpHeaders([.. header.Name, (byte)':', .. header.Value]);
            if (!line.Next())
            {
                continue;
            }
            head.Read(line);
            if (side == Side.Originator)
            {
                HttpRequestHeaders.Read(Transaction, line);
                HttpAuthorization.Note(flow, Transaction, line, frame);
            }
        }
        if (!isInformational)
        {
            _heads[(int)side] ??= head;
        }
    }

    /// <summary>The body of a side; null when its headers are not known.</summary>
    public HttpEntity? Entity(FlowContext flow, Side side) =>
        _isEnded[(int)side] || _heads[(int)side] is not { } head
            ? null
            : _entities[(int)side] ??= new HttpEntity(flow, Transaction, side, head);

    public void End(Side side, FrameStamp frame)
    {
        if (_isEnded[(int)side])
        {
            return;
        }
        _isEnded[(int)side] = true;
        var length = 0L;
        if (_entities[(int)side] is { } entity)
        {
            entity.End(frame);
            length = entity.Length;
        }
        record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        if (side == Side.Originator)
        {
            (Transaction.IsRequestDone, record.RequestBodyLength) = (true, length);
        }
        else
        {
            (Transaction.IsResponseDone, record.ResponseBodyLength) = (true, length);
        }
    }

    private void ReadPseudo(FlowContext flow, HpackHeader header, FrameStamp frame, ref bool isInformational)
    {
        switch (Encoding.ASCII.GetString(header.Name))
        {
            case ":method":
                record.Method ??= ZeekText.Decode(header.Value);
                break;
            case ":authority":
                record.Host ??= ZeekText.Decode(header.Value);
                break;
            case ":path" when record.Uri is null:
                HttpUrlSecrets.ReadTarget(flow, Transaction, header.Value, frame);
                break;
            case ":status" when Utf8Parser.TryParse(header.Value, out int status, out _):
                record.Version = "2";
                isInformational = status is >= 100 and <= 199;
                if (isInformational)
                {
                    record.InformationalCode = status;
                }
                else
                {
                    record.StatusCode ??= status;
                    Transaction.Judge(status, frame);
                }
                break;
            default:
                break;
        }
    }
}

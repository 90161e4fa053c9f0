using Portal.Traffic.Fields;

namespace Portal.Traffic.Inspection;

/// <summary>What the flows said of one frame: whose stream its payload is, and the messages that it completes.</summary>
internal sealed class FrameMessages
{
    /// <summary>One of a kilobyte or more per frame is the rule; a frame full of the shortest ones has some hundred.</summary>
    private const int MaxMessages = 1024;

    private readonly List<Message> _messages = [];
    private int _shownTo;

    /// <summary>Zeek's name of the service; null when none is known.</summary>
    public string? Stream { get; set; }

    /// <summary>Bytes that are kept beside the frame.</summary>
    public long KeptBytes { get; private set; }

    public bool IsEmpty => _messages.Count == 0;

    /// <summary>Takes a copy of a message that is not in one piece in the frame.</summary>
    public void Add(MessageFields fields, Side side, ReadOnlySpan<byte> bytes, object? state, string view, byte[] frame)
    {
        if (_messages.Count == MaxMessages)
        {
            return;
        }
        var at = Find(frame, _shownTo, bytes);
        _shownTo = at < 0 ? _shownTo : at + bytes.Length;
        KeptBytes += at < 0 ? bytes.Length : 0;
        _messages.Add(new Message(fields, side, at, bytes.Length, at < 0 ? bytes.ToArray() : [], state, view));
    }

    public void Show(FieldTree tree)
    {
        var information = new List<string>();
        foreach (var message in _messages)
        {
            var below = tree.Protocol;
            tree.Info = "";
            Show(tree, message);
            tree.EndAll();
            if (tree.Protocol != below)
            {
                // What carries a message says less than the message.
                information.Clear();
            }
            if (tree.Info.Length > 0)
            {
                information.Add(tree.Info);
            }
        }
        tree.Info = string.Join(", ", information);
    }

    private static void Show(FieldTree tree, in Message message)
    {
        if (message.At >= 0)
        {
            var bytes = tree.Bytes.Span.Slice(message.At, message.Length);
            message.Fields(tree, new FieldMessage(message.At, bytes, message.Side, message.State));
            return;
        }
        var frame = tree.EnterView(message.View, message.Copy);
        message.Fields(tree, new FieldMessage(0, message.Copy, message.Side, message.State));
        tree.ReturnTo(frame);
    }

    /// <summary>
    /// Where the message is in the frame, by place where it is the frame's memory, else by content, behind the message before
    /// it if possible; -1 when it is not there.
    /// </summary>
    private static int Find(ReadOnlySpan<byte> frame, int from, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return 0;
        }
        if (frame.Overlaps(bytes, out var at) && at >= 0 && at + bytes.Length <= frame.Length)
        {
            return at;
        }
        var behind = frame[from..].IndexOf(bytes);
        return behind < 0 ? frame.LastIndexOf(bytes) : from + behind;
    }

    private readonly record struct Message(
        MessageFields Fields,
        Side Side,
        int At,
        int Length,
        byte[] Copy,
        object? State,
        string View
    );
}

namespace Portal.Traffic.Fields;

/// <summary>
/// Builds the tree and the summary of one frame. Offsets that lie outside the bytes are brought into them. A message leaves
/// what it opened to be closed by whoever shows the next.
/// </summary>
internal sealed class FieldTree(ReadOnlyMemory<byte> bytes)
{
    /// <summary>
    /// Lines of one frame. The longest real message, 64 KiB of DNS answers, would have some 20,000; a page shows fewer, and
    /// a frame must not cost more than it is worth.
    /// </summary>
    public const int MaxNodes = 4096;

    private readonly List<ByteView> _views = [new("Frame", bytes)];
    private readonly List<FieldNode> _roots = [];
    private readonly List<FieldNode> _flat = [];
    private readonly Stack<List<FieldNode>> _open = [];
    private int _view;

    /// <summary>Of the frame.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The frame, then what was put together from several or decrypted.</summary>
    public IReadOnlyList<ByteView> Views => _views;

    public IReadOnlyList<FieldNode> Roots => _roots;

    /// <summary>All nodes in the order of the tree.</summary>
    public IReadOnlyList<FieldNode> Flat => _flat;

    public string Source { get; set; } = "";

    public string Destination { get; set; } = "";

    public string Protocol { get; set; } = "";

    public string Info { get; set; } = "";

    /// <summary>Names for <c>frame.protocols</c>.</summary>
    public List<string> Protocols { get; } = [];

    /// <summary>More than <see cref="MaxNodes"/> were there.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The lines that follow point into other bytes; <see cref="ReturnTo"/> with the result ends that.</summary>
    public int EnterView(string name, ReadOnlyMemory<byte> content)
    {
        var before = _view;
        _view = _views.Count;
        _views.Add(new ByteView($"{name} ({Plural.Of(content.Length, "byte", "bytes")})", content));
        return before;
    }

    public void ReturnTo(int view) => _view = view;

    /// <summary>Opens a protocol whose bytes reach to <paramref name="end"/>; <see cref="End"/> closes it.</summary>
    public void BeginProtocol(string name, string label, int offset, int headerLength, int end)
    {
        Protocols.Add(name);
        Open(name, label, FieldValue.OfBytes(FieldKind.Protocol, Slice(offset, end - offset)), offset, headerLength);
    }

    /// <summary>Opens a group of lines; <see cref="End"/> closes it.</summary>
    public void Begin(string name, string label, FieldValue value, int offset, int length) =>
        Open(name, label, value, offset, length);

    public void End() => _open.Pop();

    /// <summary>Closes whatever is open.</summary>
    public void EndAll() => _open.Clear();

    public void Add(string name, string label, FieldValue value, int offset, int length) =>
        Put(name, label, value, offset, length, []);

    /// <summary>A field that filters find and the tree does not show, since another line says the same.</summary>
    public void Hide(string name, FieldValue value, int offset, int length) =>
        Put(name, "", value, offset, length, [], isHidden: true);

    /// <summary>A line without a value.</summary>
    public void Note(string label, int offset = 0, int length = 0) => Add("", label, default, offset, length);

    public void Number(string name, string label, Int128 value, int offset, int length) =>
        Add(name, $"{label}: {value}", FieldValue.OfNumber(value), offset, length);

    /// <param name="digits">Hexadecimal digits shown.</param>
    public void Hex(string name, string label, Int128 value, int digits, int offset, int length) =>
        Add(name, $"{label}: 0x{value.ToString($"x{digits}")}", FieldValue.OfNumber(value), offset, length);

    /// <summary>A number with its meaning.</summary>
    public void Named(string name, string label, string meaning, Int128 value, int offset, int length) =>
        Add(name, $"{label}: {meaning} ({value})", FieldValue.OfNumber(value), offset, length);

    public void Flag(string name, string label, bool isSet, int offset, int length) =>
        Add(name, $"{label}: {(isSet ? "Set" : "Not set")}", FieldValue.OfBoolean(isSet), offset, length);

    public void Text(string name, string label, string text, int offset, int length) =>
        Add(name, $"{label}: {text}", FieldValue.OfText(text), offset, length);

    /// <param name="nanoseconds">Since 1970 UTC.</param>
    public void Time(string name, string label, long nanoseconds, int offset, int length)
    {
        var value = FieldValue.OfTime(nanoseconds);
        Add(name, $"{label}: {value}", value, offset, length);
    }

    /// <summary>Bytes or an address as it stands in the frame.</summary>
    public void Raw(FieldKind kind, string name, string label, int offset, int length)
    {
        var value = FieldValue.OfBytes(kind, Slice(offset, length));
        const int ShownBytes = 32;
        var text =
            kind == FieldKind.Bytes && length > ShownBytes
                ? Convert.ToHexStringLower(value.Bytes.Span[..Math.Min(ShownBytes, value.Bytes.Length)]) + "…"
                : value.ToString();
        Add(name, $"{label}: {text}", value, offset, length);
    }

    /// <summary>Puts a protocol, with its lines, in front of the others.</summary>
    public void Prepend(string name, string label, Action lines)
    {
        var (flat, roots) = (_flat.ToArray(), _roots.ToArray());
        _flat.Clear();
        _roots.Clear();
        Open(name, label, FieldValue.OfBytes(FieldKind.Protocol, bytes), 0, bytes.Length);
        lines();
        End();
        _flat.AddRange(flat);
        _roots.AddRange(roots);
    }

    private void Open(string name, string label, FieldValue value, int offset, int length)
    {
        var children = new List<FieldNode>();
        Put(name, label, value, offset, length, children);
        _open.Push(children);
    }

    private void Put(
        string name,
        string label,
        FieldValue value,
        int offset,
        int length,
        List<FieldNode> children,
        bool isHidden = false
    )
    {
        if (_flat.Count >= MaxNodes)
        {
            IsCut = true;
            return;
        }
        var end = Current.Length;
        var start = Math.Clamp(offset, 0, end);
        var node = new FieldNode(name, label, value, start, Math.Clamp(length, 0, end - start), children, _view);
        if (!isHidden)
        {
            (_open.TryPeek(out var parent) ? parent : _roots).Add(node);
        }
        _flat.Add(node);
    }

    private ReadOnlyMemory<byte> Current => _views[_view].Bytes;

    private ReadOnlyMemory<byte> Slice(int offset, int length)
    {
        var current = Current;
        var start = Math.Clamp(offset, 0, current.Length);
        return current.Slice(start, Math.Clamp(length, 0, current.Length - start));
    }
}

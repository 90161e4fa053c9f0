using System.Buffers;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols;

/// <summary>
/// Shows the lines of both sides, those that one delivery completes together, as the packet tree wants them. Only made when
/// somebody looks.
/// </summary>
/// <param name="flow">Whose lines they are.</param>
/// <param name="fields">Of some whole lines.</param>
/// <param name="wholeLength">How many of some bytes are whole; null for all up to the last line end.</param>
internal sealed class ShownLines(FlowContext flow, MessageFields fields, ShownLines.WholeLength? wholeLength = null)
{
    public delegate int WholeLength(ReadOnlySpan<byte> bytes);

    /// <summary>Longer lines are shown in parts.</summary>
    private const int MaxHeldBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte>[] _held = [new(), new()];

    public void Take(Side side, ReadOnlySpan<byte> bytes, object? state = null)
    {
        var held = _held[(int)side];
        var before = held.WrittenCount;
        if (before > 0)
        {
            held.Write(bytes);
        }
        var all = before > 0 ? held.WrittenSpan : bytes;
        var whole = wholeLength?.Invoke(all) ?? EndOfLines(before, bytes);
        whole = whole == 0 && all.Length > MaxHeldBytes ? all.Length : whole;
        if (whole > 0)
        {
            flow.Show(fields, side, all[..whole], state);
        }
        if (whole > 0 || before == 0)
        {
            var rest = all[whole..].ToArray();
            held.ResetWrittenCount();
            held.Write(rest);
        }
    }

    /// <summary>What is held ends no line, else it had been shown.</summary>
    private static int EndOfLines(int held, ReadOnlySpan<byte> bytes) =>
        bytes.LastIndexOf((byte)'\n') is >= 0 and var end ? held + end + 1 : 0;

    /// <summary>Bytes are missing: what came of a line is not shown.</summary>
    public void Lose(Side side) => _held[(int)side].ResetWrittenCount();

    /// <summary>
    /// The next line of <paramref name="bytes"/> without its end; false behind the last. One that does not end is a line too.
    /// </summary>
    /// <param name="bytes">Moved behind the line.</param>
    /// <param name="line">Without CR LF.</param>
    /// <param name="length">With them.</param>
    public static bool TryNext(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line, out int length)
    {
        var end = bytes.IndexOf((byte)'\n');
        length = end < 0 ? bytes.Length : end + 1;
        line = bytes[..length].TrimEnd("\r\n"u8);
        bytes = bytes[length..];
        return length > 0;
    }
}

namespace Portal.Traffic.Protocols.Smtp;

/// <summary>A line of a reply (RFC 5321 §4.2).</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="IsContinued">More lines of the same reply follow.</param>
/// <param name="TextStart">Where the text begins in the line.</param>
public readonly record struct SmtpReply(int Code, bool IsContinued, int TextStart)
{
    /// <summary>Reads a line without its end; false when it does not begin with a code.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out SmtpReply reply)
    {
        reply = default;
        if (
            line.Length < 3
            || line[0] is < (byte)'2' or > (byte)'5'
            || line[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-' or (byte)'\r'))
        )
        {
            return false;
        }
        var code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
        reply = new SmtpReply(code, line.Length > 3 && line[3] == '-', Math.Min(4, line.Length));
        return true;
    }
}

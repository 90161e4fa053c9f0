namespace Portal.Traffic.Protocols.Ftp;

/// <summary>A reply line with a code (RFC 959 §4.2).</summary>
/// <param name="Code">100 to 599.</param>
/// <param name="IsContinued">More lines follow until one begins with the same code and a blank.</param>
/// <param name="TextStart">Where the text begins in the line.</param>
public readonly record struct FtpReply(int Code, bool IsContinued, int TextStart)
{
    /// <summary>Reads a line without its end; false when it does not begin with a code.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out FtpReply reply)
    {
        reply = default;
        if (
            line
            is not [>= (byte)'1' and <= (byte)'5', >= (byte)'0' and <= (byte)'9', >= (byte)'0' and <= (byte)'9', ..]
        )
        {
            return false;
        }
        var code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
        if (line.Length == 3)
        {
            reply = new FtpReply(code, IsContinued: false, 3);
            return true;
        }
        reply = new FtpReply(code, line[3] == '-', 4);
        return line[3] is (byte)' ' or (byte)'-' or (byte)'\r' or (byte)'\n' or (byte)'\t';
    }
}

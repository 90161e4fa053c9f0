using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Fields;

/// <summary>The value of one field in one frame.</summary>
/// <param name="Number">
/// Of numbers, whose range is that of signed and unsigned 64 bits together, boolean (0, 1), seconds and time (nanoseconds);
/// else 0.
/// </param>
/// <param name="Text">Of text; else null.</param>
/// <param name="Bytes">Of protocols, bytes and addresses; else empty.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FieldValue(FieldKind Kind, Int128 Number, string? Text, ReadOnlyMemory<byte> Bytes)
{
    /// <param name="number">Anything that 64 bits hold, with or without a sign.</param>
    public static FieldValue OfNumber(Int128 number) => new(FieldKind.Unsigned, number, null, default);

    public static FieldValue OfBoolean(bool truth) => new(FieldKind.Boolean, truth ? 1 : 0, null, default);

    public static FieldValue OfText(string text) => new(FieldKind.Text, 0, text, default);

    /// <param name="nanoseconds">Since 1970 UTC, or of a duration.</param>
    public static FieldValue OfSeconds(long nanoseconds) => new(FieldKind.Seconds, nanoseconds, null, default);

    /// <param name="nanoseconds">Since 1970 UTC.</param>
    public static FieldValue OfTime(long nanoseconds) => new(FieldKind.Time, nanoseconds, null, default);

    public static FieldValue OfBytes(FieldKind kind, ReadOnlyMemory<byte> bytes) => new(kind, 0, null, bytes);

    /// <summary>The bytes that <c>contains</c>, slices and <c>len</c> look at; numbers have none.</summary>
    public ReadOnlyMemory<byte> AsBytes() => Text is null ? Bytes : Encoding.UTF8.GetBytes(Text);

    /// <summary>As <c>tshark -T fields</c> prints it, where the field has no number base of its own.</summary>
    public override string ToString() =>
        Kind switch
        {
            FieldKind.Unsigned or FieldKind.Boolean => Number.ToString(CultureInfo.InvariantCulture),
            FieldKind.Text => Text ?? "",
            FieldKind.Ethernet => Separated(Bytes.Span),
            FieldKind.Ipv4 or FieldKind.Ipv6 => IpAddress.FromBytes(Bytes.Span).ToString(),
            FieldKind.Seconds => Seconds((long)Number),
            FieldKind.Time => Date((long)Number),
            FieldKind.Guid when Bytes.Length == 16 => new Guid(Bytes.Span).ToString(),
            _ => Convert.ToHexStringLower(Bytes.Span),
        };

    internal static string Separated(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (var octet in bytes)
        {
            text.Append(text.Length == 0 ? "" : ":").Append(octet.ToString("x2", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    private static string Date(long nanoseconds)
    {
        var seconds = Math.DivRem(nanoseconds, UnixTime.NanosecondsPerSecond, out var rest);
        (seconds, rest) = rest < 0 ? (seconds - 1, rest + UnixTime.NanosecondsPerSecond) : (seconds, rest);
        var time = DateTime.UnixEpoch.AddSeconds(seconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{time:MMM} {time.Day, 2}, {time:yyyy HH:mm:ss}.{rest:D9} UTC"
        );
    }

    private static string Seconds(long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, UnixTime.NanosecondsPerSecond);
        var sign = nanoseconds < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(seconds)}.{Math.Abs(rest):D9}");
    }
}

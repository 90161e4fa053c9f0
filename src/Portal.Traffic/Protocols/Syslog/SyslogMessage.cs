using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Syslog;

/// <summary>A syslog message: <c>&lt;priority&gt;</c> (RFC 5424 §6.2.1) and text.</summary>
/// <param name="Facility">0 to 23; null without a priority.</param>
/// <param name="Severity">0 to 7; null without a priority.</param>
/// <param name="TextOffset">Where the text begins.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SyslogMessage(int? Facility, int? Severity, int TextOffset)
{
    public const int MaxPriorityBytes = 5;
    private const int MaxPriority = 191;
    private const int Severities = 8;

    /// <summary>False for an empty one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SyslogMessage message)
    {
        message = default;
        if (bytes.IsEmpty)
        {
            return false;
        }
        if (
            bytes[0] == (byte)'<'
            && Utf8Parser.TryParse(
                bytes[1..Math.Min(bytes.Length, MaxPriorityBytes)],
                out uint priority,
                out var digits
            )
            && priority <= MaxPriority
            && digits + 1 < bytes.Length
            && bytes[digits + 1] == (byte)'>'
        )
        {
            message = new SyslogMessage((int)priority / Severities, (int)priority % Severities, digits + 2);
        }
        return true;
    }
}

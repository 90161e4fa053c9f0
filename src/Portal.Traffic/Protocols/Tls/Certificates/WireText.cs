using System.Text;
using System.Text.Unicode;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>Text of names on the wire: UTF-8 where it is, else one character for each byte so that nothing is lost.</summary>
internal static class WireText
{
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
}

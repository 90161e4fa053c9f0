using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Analysis.Importers.Archives;

/// <summary>What stands before a file's header in place of the header's own fields.</summary>
/// <param name="Name">Null for the header's.</param>
/// <param name="Bytes">Null for the header's; not negative.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TarAttributes(string? Name, long? Bytes)
{
    /// <summary>
    /// Adds extended attributes (POSIX.1-2017, pax, "Extended Header"): each is its own length in digits, a blank, keyword, <c>=</c>,
    /// value and a line feed. Stops at the first that is none.
    /// </summary>
    public TarAttributes With(ReadOnlySpan<byte> records)
    {
        var result = this;
        while (
            Utf8Parser.TryParse(records, out int length, out var digits)
            && length > digits + 1
            && length <= records.Length
        )
        {
            var record = records[(digits + 1)..length].TrimEnd((byte)'\n');
            records = records[length..];
            var equals = record.IndexOf((byte)'=');
            if (equals < 0)
            {
                break;
            }
            var value = record[(equals + 1)..];
            if (record[..equals].SequenceEqual("path"u8))
            {
                result = result with { Name = Encoding.UTF8.GetString(value) };
            }
            else if (
                record[..equals].SequenceEqual("size"u8)
                && Utf8Parser.TryParse(value, out long bytes, out var used)
                && used == value.Length
                && bytes >= 0
            )
            {
                result = result with { Bytes = bytes };
            }
        }
        return result;
    }
}

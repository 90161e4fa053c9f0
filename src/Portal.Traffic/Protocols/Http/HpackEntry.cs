using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Http;

/// <summary>One representation in a header block (RFC 7541 §6), as the packet tree shows it.</summary>
/// <param name="Start">Where it begins in the block.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="First">The first octet, which tells the kind.</param>
/// <param name="Number">The index of the header or of its name, 0 for none; of an update of the table, the new size.</param>
/// <param name="Header">Null when the table's size is updated.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HpackEntry(int Start, int Length, byte First, int Number, HpackHeader? Header)
{
    /// <summary>Bytes of the header when name and value each have a length of four bytes before them.</summary>
    public int ShownBytes => Header is null ? 0 : 8 + Header.Name.Length + Header.Value.Length;

    public string Representation
    {
        get
        {
            if ((First & 0x80) != 0)
            {
                return "Indexed Header Field";
            }
            var kind = (First & 0xF0) switch
            {
                0x00 => "without Indexing",
                0x10 => "never Indexed",
                _ => "with Incremental Indexing",
            };
            return $"Literal Header Field {kind} - {(Number == 0 ? "New Name" : "Indexed Name")}";
        }
    }
}

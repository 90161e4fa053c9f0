using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>Four times of a file in nanoseconds since 1970 UTC.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SmbTimes(long Modified, long Accessed, long Created, long Changed)
{
    /// <summary>100 ns from 1601-01-01 to 1970-01-01 (MS-DTYP §2.3.3).</summary>
    private const long TicksTo1970 = 116_444_736_000_000_000;

    /// <summary>Later ones do not fit: the year 2262.</summary>
    private const long MaxTicks = long.MaxValue / 100;

    /// <summary>In the order of the wire: creation, last access, last write, change (MS-SMB2 §2.2.14).</summary>
    public static SmbTimes Read(ref ByteReader reader)
    {
        var created = FromFileTime(reader.ReadUInt64LittleEndian());
        var accessed = FromFileTime(reader.ReadUInt64LittleEndian());
        var modified = FromFileTime(reader.ReadUInt64LittleEndian());
        return new SmbTimes(modified, accessed, created, FromFileTime(reader.ReadUInt64LittleEndian()));
    }

    private static long FromFileTime(ulong fileTime) =>
        fileTime > long.MaxValue ? 0 : Math.Clamp((long)fileTime - TicksTo1970, -MaxTicks, MaxTicks) * 100;
}

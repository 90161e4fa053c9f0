using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Portal.Traffic.Captures;

/// <summary>
/// Random access to the frames of a capture, <c>frames.idx</c>. Safe to use from several threads.
/// <code>
/// "PFRAMES1" (8) | entry size (4) | group size (4) | count (8) | entries (32 each) | latest time of each group (8 each)
/// </code>
/// Numbers are little-endian. Offsets are those of the uncompressed file.
/// </summary>
public sealed class FrameIndex : IDisposable
{
    internal const int HeaderLength = 24;

    /// <summary>Frames per group; a search by time looks into one group only.</summary>
    internal const int GroupSize = 4096;

    private readonly SafeFileHandle _file;
    private readonly long[] _latest;

    private FrameIndex(SafeFileHandle file, long count, long[] latest)
    {
        _file = file;
        Count = count;
        _latest = latest;
    }

    public long Count { get; }

    /// <exception cref="InvalidDataException">The file is no index, or was not completed.</exception>
    public static FrameIndex Open(string path)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            Span<byte> header = stackalloc byte[HeaderLength];
            var count =
                ReadFully(file, header, 0) && HasMagic(header)
                    ? BinaryPrimitives.ReadInt64LittleEndian(header[16..])
                    : -1;
            var length = RandomAccess.GetLength(file);
            if (count < 0 || count > length / FrameIndexEntry.Size || length != LengthFor(count))
            {
                throw new InvalidDataException($"{Path.GetFileName(path)} is no complete frame index");
            }
            return new FrameIndex(file, count, ReadLatest(file, count));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>False if the capture has no frame of that number.</summary>
    public bool TryGet(long number, out FrameIndexEntry entry)
    {
        entry = default;
        Span<byte> bytes = stackalloc byte[FrameIndexEntry.Size];
        if (number < 1 || number > Count || !ReadFully(_file, bytes, PlaceOf(number)))
        {
            return false;
        }
        entry = FrameIndexEntry.Read(bytes, number);
        return true;
    }

    /// <summary>The entries from one number to another, both included; numbers that do not exist are left out.</summary>
    public IEnumerable<FrameIndexEntry> Range(long first, long last)
    {
        var buffer = new byte[256 * FrameIndexEntry.Size];
        var end = Math.Min(last, Count);
        for (var number = Math.Max(first, 1); number <= end; )
        {
            var batch = (int)Math.Min(256, end - number + 1);
            if (!ReadFully(_file, buffer.AsSpan(0, batch * FrameIndexEntry.Size), PlaceOf(number)))
            {
                yield break;
            }
            for (var i = 0; i < batch; i++, number++)
            {
                yield return FrameIndexEntry.Read(buffer.AsSpan(i * FrameIndexEntry.Size), number);
            }
        }
    }

    /// <summary>The first frame, by number, whose time is that or later; null if there is none.</summary>
    /// <param name="time">Nanoseconds since 1970 UTC.</param>
    public long? FindAtOrAfter(long time)
    {
        var group = Array.FindIndex(_latest, latest => latest >= time);
        if (group < 0)
        {
            return null;
        }
        var first = ((long)group * GroupSize) + 1;
        foreach (var entry in Range(first, first + GroupSize - 1))
        {
            if (entry.Time >= time)
            {
                return entry.Number;
            }
        }
        return null;
    }

    public void Dispose() => _file.Dispose();

    internal static void WriteHeader(Span<byte> header, long count)
    {
        "PFRAMES1"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], FrameIndexEntry.Size);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], GroupSize);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], count);
    }

    private static bool HasMagic(ReadOnlySpan<byte> header) =>
        header.StartsWith("PFRAMES1"u8)
        && BinaryPrimitives.ReadInt32LittleEndian(header[8..]) == FrameIndexEntry.Size
        && BinaryPrimitives.ReadInt32LittleEndian(header[12..]) == GroupSize;

    private static long[] ReadLatest(SafeFileHandle file, long count)
    {
        var bytes = new byte[GroupsOf(count) * sizeof(long)];
        ReadFully(file, bytes, HeaderLength + (count * FrameIndexEntry.Size));
        var latest = new long[GroupsOf(count)];
        for (var i = 0; i < latest.Length; i++)
        {
            latest[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(i * sizeof(long)));
        }
        return latest;
    }

    private static long LengthFor(long count) =>
        HeaderLength + (count * FrameIndexEntry.Size) + (GroupsOf(count) * sizeof(long));

    private static long GroupsOf(long count) => (count + GroupSize - 1) / GroupSize;

    private static long PlaceOf(long number) => HeaderLength + ((number - 1) * FrameIndexEntry.Size);

    private static bool ReadFully(SafeFileHandle file, Span<byte> bytes, long place)
    {
        var done = 0;
        while (done < bytes.Length)
        {
            var read = RandomAccess.Read(file, bytes[done..], place + done);
            if (read == 0)
            {
                return false;
            }
            done += read;
        }
        return true;
    }
}

using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>
/// The objects of a message (IEEE 1815 §4.2.2.7): group and variation, a qualifier that says how points are counted and what
/// stands before each, the range, the points. An object that is not known ends the list, since its length is not.
/// </summary>
internal static class Dnp3ObjectFields
{
    /// <param name="cursor">Stands at the first object.</param>
    /// <param name="hasData">Points have values; else the message only names them.</param>
    public static void Add(ref FieldCursor cursor, bool hasData)
    {
        while (cursor.Remaining >= 3)
        {
            var tree = cursor.Tree;
            var (group, variation) = (cursor.Rest[0], cursor.Rest[1]);
            tree.Begin(
                "dnp3.al.obj",
                $"Object(s): Obj:{group:D2}, Var:{variation:D2}",
                FieldValue.OfNumber((group << 8) | variation),
                cursor.At,
                2
            );
            cursor.Skip(2);
            var qualifier = (int)cursor.Read(1);
            var (prefix, range) = ((qualifier >> 4) & 7, qualifier & 0x0F);
            tree.Number("dnp3.al.objq.prefix", "Prefix Code", prefix, cursor.At - 1, 1);
            tree.Number("dnp3.al.objq.range", "Range Code", range, cursor.At - 1, 1);
            var (start, count) = ReadRange(ref cursor, range);
            var isOver = hasData
                ? !AddPoints(ref cursor, group, variation, prefix, start, count)
                : !AddNames(ref cursor, prefix, count);
            tree.End();
            if (isOver)
            {
                return;
            }
        }
    }

    /// <summary>The number of the first point, and how many there are.</summary>
    private static (ulong Start, ulong Count) ReadRange(ref FieldCursor cursor, int range)
    {
        switch (range)
        {
            case 0 or 1 or 2:
                var start = cursor.Number("dnp3.al.range.start", "Start", 1 << range);
                var stop = cursor.Number("dnp3.al.range.stop", "Stop", 1 << range);
                return (start, cursor.Failed || stop < start ? 0 : stop - start + 1);
            case 3 or 4 or 5:
                cursor.Number("dnp3.al.range.abs", "Address", 1 << (range - 3));
                return default;
            case 7 or 8 or 9:
                return (0, cursor.Number("dnp3.al.range.quantity", "Quantity", 1 << (range - 7)));
            case 11:
                return (0, cursor.Number("dnp3.al.range.quantity", "Quantity", 1));
            default:
                return default;
        }
    }

    /// <summary>False when what follows cannot be read.</summary>
    private static bool AddNames(ref FieldCursor cursor, int prefix, ulong count)
    {
        for (var i = 0UL; prefix > 0 && i < count && !cursor.Failed; i++)
        {
            ReadPrefix(ref cursor, prefix);
        }
        return !cursor.Failed;
    }

    private static bool AddPoints(
        ref FieldCursor cursor,
        int group,
        int variation,
        int prefix,
        ulong start,
        ulong count
    )
    {
        const int file = 70;
        const int command = 12;
        if (count == 0)
        {
            return !cursor.Failed;
        }
        var layout = Dnp3Layout.Of(group, variation);
        if (layout is { Bits: > 0 })
        {
            return AddPacked(ref cursor, layout.Bits, start, count);
        }
        var isKnown =
            layout is not null || (group == file && prefix is >= 4 and <= 6) || (group, variation) == (command, 1);
        for (var i = 0UL; i < count && cursor.HasMore; i++)
        {
            var size = ReadPrefix(ref cursor, prefix);
            if (prefix == 0)
            {
                cursor.Tree.Number("dnp3.al.point_index", "Point Index", start + i, cursor.At, 0);
            }
            if (!isKnown)
            {
                return false;
            }
            if (group == file)
            {
                var part = cursor.Part((int)Math.Min(size, int.MaxValue));
                Dnp3FileFields.Add(ref part, variation);
            }
            else if (layout is null)
            {
                AddCommand(ref cursor);
            }
            else
            {
                AddPoint(ref cursor, layout);
            }
        }
        return !cursor.Failed;
    }

    /// <summary>The index of a point, or the size of what follows.</summary>
    private static ulong ReadPrefix(ref FieldCursor cursor, int prefix) =>
        prefix switch
        {
            1 or 2 or 3 => cursor.Number("dnp3.al.index", "Index", 1 << (prefix - 1)),
            4 or 5 or 6 => cursor.Number("dnp3.al.size", "Size", 1 << (prefix - 4)),
            _ => 0,
        };

    private static bool AddPacked(ref FieldCursor cursor, int bits, ulong start, ulong count)
    {
        var (tree, place) = (cursor.Tree, cursor.At);
        var perByte = 8 / bits;
        var size = (count + (ulong)perByte - 1) / (ulong)perByte;
        var packed = cursor.Take((int)Math.Min(size, int.MaxValue));
        for (var i = 0; !cursor.Failed && i < (int)count; i++)
        {
            var at = i / perByte;
            var value = (packed[at] >> (i % perByte * bits)) & ((1 << bits) - 1);
            tree.Number("dnp3.al.point_index", "Point Index", start + (ulong)i, place + at, 0);
            if (bits == 1)
            {
                tree.Flag("dnp3.al.bit", "Value (bit)", value != 0, place + at, 1);
            }
            else
            {
                tree.Number("dnp3.al.2bit", "Value (two bit)", value, place + at, 1);
            }
        }
        return !cursor.Failed;
    }

    private static void AddPoint(ref FieldCursor cursor, Dnp3Layout layout)
    {
        if (layout.Quality != Dnp3Quality.None)
        {
            Dnp3QualityFields.Add(ref cursor, layout.Quality);
        }
        if (layout.Value is null)
        {
            cursor.Skip(layout.Bytes);
        }
        else if (layout.IsSigned)
        {
            cursor.Signed(layout.Value, "Value", layout.Bytes);
        }
        else
        {
            cursor.Number(layout.Value, "Value", layout.Bytes);
        }
        if (layout.HasStatus)
        {
            AddStatus(ref cursor);
        }
        AddTime(ref cursor, layout.Time);
    }

    /// <summary>A control relay output block (annex A.8.1).</summary>
    private static void AddCommand(ref FieldCursor cursor)
    {
        var code = cursor.Block(1);
        code.Bits("dnp3.ctl.op", "Operation Type", 0, 1, 0x0F);
        code.Bits("dnp3.ctl.clr", "Queue / Clear Field", 0, 1, 0x30);
        code.Bits("dnp3.ctl.trip", "Trip Control Code", 0, 1, 0xC0);
        cursor.Number("dnp3.al.count", "Count", 1);
        cursor.Number("dnp3.al.on_time", "On Time", 4);
        cursor.Number("dnp3.al.off_time", "Off Time", 4);
        AddStatus(ref cursor);
    }

    private static void AddStatus(ref FieldCursor cursor) =>
        cursor.Block(1).Bits("dnp3.al.ctrlstatus", "Control Status", 0, 1, 0x7F);

    public static void AddTime(ref FieldCursor cursor, Dnp3Time kind)
    {
        const long nanosecondsPerMillisecond = 1_000_000;
        const long maxMilliseconds = long.MaxValue / nanosecondsPerMillisecond;
        if (kind == Dnp3Time.None)
        {
            return;
        }
        var (tree, place) = (cursor.Tree, cursor.At);
        var size = kind == Dnp3Time.Absolute ? 6 : 2;
        var value = (long)Math.Min(cursor.Read(size), maxMilliseconds) * nanosecondsPerMillisecond;
        if (cursor.Failed)
        {
            return;
        }
        if (kind == Dnp3Time.Absolute)
        {
            tree.Time("dnp3.al.timestamp", "Timestamp", value, place, size);
        }
        else
        {
            var since = FieldValue.OfSeconds(value);
            tree.Add("dnp3.al.reltimestamp", $"Relative Timestamp: {since} seconds", since, place, size);
        }
    }
}

using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Dns;

/// <summary>Reads domain names with compression (RFC 1035 §4.1.4). What is broken ends the name; it never fails the message by itself.</summary>
public static class DnsName
{
    /// <summary>RFC 1035 §3.1 allows 255; more is seen on the wire, and read up to here.</summary>
    public const int MaxBytes = 512;

    /// <summary>A pointer may lead to a pointer; real messages need two or three (the same limit as Zeek's).</summary>
    public const int MaxPointers = 20;

    /// <summary>RFC 1035 §2.3.4; not for NetBIOS names.</summary>
    public const int MaxLabelBytes = 63;

    /// <summary>Reads the name at <paramref name="position"/> and moves it behind the name.</summary>
    /// <param name="problem">Zeek's name of what was wrong, else null.</param>
    public static string Read(ReadOnlySpan<byte> message, ref int position, bool isNetbios, out string? problem)
    {
        Span<byte> name = stackalloc byte[MaxBytes + 1];
        var length = ReadLabels(message, ref position, isNetbios, name, out problem);
        if (length >= 2 && name[length - 1] == '.')
        {
            length--;
        }
        for (var i = 0; i < length; i++)
        {
            if (name[i] is >= (byte)'A' and <= (byte)'Z')
            {
                name[i] |= 0x20;
            }
        }
        return ZeekText.Decode(name[..length]);
    }

    /// <summary>The name in the letters that were sent, without the last dot; empty for the root.</summary>
    public static string ReadAsSent(ReadOnlySpan<byte> message, int position)
    {
        Span<byte> name = stackalloc byte[MaxBytes + 1];
        var length = ReadLabels(message, ref position, isNetbios: false, name, out _);
        return ZeekText.Decode(name[..Math.Max(length - 1, 0)]);
    }

    /// <summary>Moves <paramref name="position"/> behind the name without reading what pointers lead to.</summary>
    public static void Skip(ReadOnlySpan<byte> message, ref int position)
    {
        while (position < message.Length)
        {
            int label = message[position++];
            if (label == 0)
            {
                return;
            }
            if (label >= 0xC0)
            {
                position = Math.Min(position + 1, message.Length);
                return;
            }
            position = Math.Min(position + label, message.Length);
        }
    }

    private static int ReadLabels(
        ReadOnlySpan<byte> message,
        ref int position,
        bool isNetbios,
        Span<byte> name,
        out string? problem
    )
    {
        problem = null;
        var length = 0;
        var at = position;
        var end = message.Length;
        var pointers = 0;
        while (at < end)
        {
            var start = at;
            int label = message[at++];
            if (label == 0 || at >= end)
            {
                break;
            }
            if (label >= 0xC0)
            {
                var target = ((label & 0x3F) << 8) | message[at++];
                if (pointers == 0)
                {
                    position = at;
                }
                if (target >= start)
                {
                    problem = "DNS_label_forward_compress_offset";
                    return length;
                }
                if (++pointers > MaxPointers)
                {
                    problem = "DNS_label_compression_chain_too_deep";
                    return length;
                }
                (at, end) = (target, start);
                continue;
            }
            if (label > end - at)
            {
                problem = "DNS_label_len_gt_pkt";
                at = end;
                break;
            }
            if (label > MaxLabelBytes && !isNetbios)
            {
                problem = "DNS_label_too_long";
                break;
            }
            if (length + label + 1 > MaxBytes)
            {
                problem = "DNS_label_len_gt_name_len";
                break;
            }
            message.Slice(at, label).CopyTo(name[length..]);
            name[length + label] = (byte)'.';
            length += label + 1;
            at += label;
        }
        if (pointers == 0)
        {
            position = at;
        }
        if (length >= 255)
        {
            problem ??= "DNS_NAME_too_long";
        }
        return length;
    }
}

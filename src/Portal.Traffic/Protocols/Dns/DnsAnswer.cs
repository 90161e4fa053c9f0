using System.Globalization;
using System.Text;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Dns;

/// <summary>One line of text for a resource record, as Zeek writes it in <c>answers</c>.</summary>
public static class DnsAnswer
{
    /// <summary>
    /// The text; null for records of which Zeek logs nothing (OPT, TSIG, HINFO, SVCB, CAA, …) and for damaged ones, when
    /// <paramref name="problem"/> is set.
    /// </summary>
    public static string? Text(
        ReadOnlySpan<byte> message,
        in DnsResource resource,
        bool isNetbios,
        bool isUpdate,
        out string? problem
    )
    {
        problem = null;
        if (isUpdate && !isNetbios && UpdateText(message, resource, out problem) is { } update)
        {
            return update;
        }
        var data = message.Slice(resource.DataOffset, resource.DataLength);
        switch (resource.Type)
        {
            case DnsNumbers.A:
            case DnsNumbers.Aaaa:
            case DnsNumbers.A6:
                if (data.Length != (resource.Type == DnsNumbers.A ? 4 : 16))
                {
                    problem = "DNS_RR_bad_length";
                    return null;
                }
                var address = IpAddress.FromBytes(data).ToString();
                return isUpdate && !isNetbios
                    ? $"{DnsNumbers.TypeName(resource.Type)} {Owner(message, resource, out problem)} {address}"
                    : address;
            case DnsNumbers.Ns:
            case DnsNumbers.Cname:
            case DnsNumbers.Ptr:
            case DnsNumbers.Soa:
                return Name(message, resource, 0, out problem);
            case DnsNumbers.Mx:
                return Name(message, resource, 2, out problem);
            case DnsNumbers.Srv:
                return isNetbios ? null : Name(message, resource, 6, out problem);
            case DnsNumbers.Txt:
                return CharacterStrings("TXT", data, out problem);
            case DnsNumbers.Spf:
                return CharacterStrings("SPF", data, out problem);
            case DnsNumbers.Naptr:
                return NamingAuthority(message, resource, out problem);
            case DnsNumbers.Rrsig:
                return data.Length < 18 ? null : Signature(message, resource, out problem);
            case DnsNumbers.Dnskey:
                return data.Length < 4 ? null : $"DNSKEY {data[3]}";
            case DnsNumbers.Ds:
                return data.Length < 4 ? null : $"DS {data[2]} {data[3]}";
            case DnsNumbers.Nsec:
                var next = Name(message, resource, 0, out problem);
                return $"NSEC {Owner(message, resource, out _)} {next}";
            case DnsNumbers.Nsec3:
                return data.Length < 6 ? null : "NSEC3";
            case DnsNumbers.Nsec3Param:
                return data.Length < 5 ? null : "NSEC3PARAM";
            case DnsNumbers.BindSigning:
                return data.Length < 5 ? null : "BIND9 signing signal";
            case DnsNumbers.Sshfp:
                return data.Length < 2 ? null : $"SSHFP: {Convert.ToHexStringLower(data[2..])}";
            case DnsNumbers.Loc:
                return data.Length < 15 ? null : $"LOC:  {data[1]} {data[2]} {data[3]}";
            case DnsNumbers.Wks:
            case DnsNumbers.Hinfo:
            case DnsNumbers.NetbiosName:
            case DnsNumbers.Opt:
            case DnsNumbers.Tsig:
            case DnsNumbers.Svcb:
            case DnsNumbers.Https:
            case DnsNumbers.Caa:
                return null;
            default:
                return $"<unknown type={resource.Type}>";
        }
    }

    /// <summary>The name that a resource record is about.</summary>
    public static string Owner(ReadOnlySpan<byte> message, in DnsResource resource, out string? problem)
    {
        var position = resource.Offset;
        return DnsName.Read(message, ref position, isNetbios: false, out problem);
    }

    /// <summary>What an update asks for (RFC 2136 §2.4, §2.5); null when it adds an ordinary record or wants one to exist.</summary>
    private static string? UpdateText(ReadOnlySpan<byte> message, in DnsResource resource, out string? problem)
    {
        problem = null;
        if (resource.Class is not (DnsNumbers.ClassAny or DnsNumbers.ClassNone))
        {
            return null;
        }
        var owner = Owner(message, resource, out problem);
        var (type, isNone) = (DnsNumbers.TypeName(resource.Type), resource.Class == DnsNumbers.ClassNone);
        return (resource.Section, resource.Type) switch
        {
            (DnsSection.Answer, DnsNumbers.Any) => $"pre: {(isNone ? "NameNotInUse" : "NameInUse")} {owner}",
            (DnsSection.Answer, _) => $"pre: {(isNone ? "NoRRSet" : "RRSetExists")} {type} {owner}",
            (_, DnsNumbers.Any) when !isNone => $"del: RRSet * {owner}",
            (_, _) => isNone ? $"del: RR {type} {owner}" : $"del: RRSet {type}",
        };
    }

    private static string Name(ReadOnlySpan<byte> message, in DnsResource resource, int skip, out string? problem)
    {
        // The name may only use what the record owns: what lies behind its data is another record.
        var position = Math.Min(resource.DataOffset + skip, resource.DataOffset + resource.DataLength);
        return DnsName.Read(
            message[..(resource.DataOffset + resource.DataLength)],
            ref position,
            isNetbios: false,
            out problem
        );
    }

    /// <summary>RFC 1035 §3.3.14: strings of one length byte each.</summary>
    private static string CharacterStrings(string kind, ReadOnlySpan<byte> data, out string? problem)
    {
        problem = null;
        var reader = new ByteReader(data);
        var text = new StringBuilder();
        while (reader.Remaining > 0)
        {
            var piece = reader.Take(reader.ReadByte());
            if (reader.Failed)
            {
                problem = "DNS_TXT_char_str_past_rdlen";
                break;
            }
            text.Append(text.Length == 0 ? "" : " ")
                .Append(CultureInfo.InvariantCulture, $"{kind} {piece.Length} {ZeekText.Decode(piece)}");
        }
        return text.ToString();
    }

    /// <summary>RFC 3403 §4.1.</summary>
    private static string? NamingAuthority(ReadOnlySpan<byte> message, in DnsResource resource, out string? problem)
    {
        problem = null;
        var reader = new ByteReader(message.Slice(resource.DataOffset, resource.DataLength));
        var (order, preference) = (reader.ReadUInt16(), reader.ReadUInt16());
        var flags = ZeekText.Decode(reader.Take(reader.ReadByte()));
        var service = ZeekText.Decode(reader.Take(reader.ReadByte()));
        var expression = ZeekText.Decode(reader.Take(reader.ReadByte()));
        if (reader.Failed)
        {
            problem = "DNS_NAPTR_char_str_past_rdlen";
            return null;
        }
        var replacement = Name(message, resource, reader.Position, out problem);
        var rule =
            expression.Length > 0 && replacement.Length > 0 ? $"{expression} {replacement}" : expression + replacement;
        return $"NAPTR {order} {preference} {flags} {service} {rule}";
    }

    /// <summary>RFC 4034 §3.1.</summary>
    private static string Signature(ReadOnlySpan<byte> message, in DnsResource resource, out string? problem)
    {
        var covered = message[resource.DataOffset] << 8 | message[resource.DataOffset + 1];
        var signer = Name(message, resource, 18, out problem);
        return $"RRSIG {covered} {(signer.Length == 0 ? "<Root>" : signer)}";
    }
}

using System.Net;
using System.Text;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>The names besides the subject's (RFC 5280 §4.2.1.6), each list null when there is none of its kind.</summary>
internal sealed class AlternativeNames
{
    /// <summary>Certificates of large sites have some hundreds; the rest of a longer list is not read.</summary>
    private const int MaxNames = 20_000;

    private const int Email = 0x81;
    private const int Dns = 0x82;
    private const int Uri = 0x86;
    private const int Ip = 0x87;

    public List<string>? DnsNames { get; private set; }
    public List<string>? Uris { get; private set; }
    public List<string>? Emails { get; private set; }
    public List<string>? IpAddresses { get; private set; }

    /// <summary>Reads a <c>GeneralNames</c>; null if it is not one.</summary>
    public static AlternativeNames? Parse(ReadOnlySpan<byte> extension)
    {
        var outer = new DerReader(extension);
        var reader = new DerReader(outer.Read(DerReader.Sequence));
        var names = new AlternativeNames();
        for (var count = 0; !reader.IsAtEnd && count < MaxNames; count++)
        {
            var value = reader.Read(out var tag, out _);
            switch (tag)
            {
                case Email:
                    (names.Emails ??= []).Add(Encoding.Latin1.GetString(value));
                    break;
                case Dns:
                    (names.DnsNames ??= []).Add(Encoding.Latin1.GetString(value));
                    break;
                case Uri:
                    (names.Uris ??= []).Add(Encoding.Latin1.GetString(value));
                    break;
                case Ip when value.Length is 4 or 16:
                    (names.IpAddresses ??= []).Add(new IPAddress(value).ToString());
                    break;
            }
        }
        return outer.Failed || reader.Failed ? null : names;
    }
}

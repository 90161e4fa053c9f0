using System.Collections.Frozen;
using System.Globalization;

namespace Portal.Traffic.Protocols.Rdp;

/// <summary>Names of the wire's numbers (MS-RDPBCGR §2.2.1), spelt as Zeek spells them; the long tables are embedded.</summary>
internal sealed class RdpNumbers
{
    /// <summary>Keyboard layouts by Windows' language identifiers (MS-LCID §2.2).</summary>
    public static readonly RdpNumbers Languages = new("Languages", "keyboard");

    /// <summary>Builds of the client.</summary>
    public static readonly RdpNumbers Builds = new("Builds", "client_build");

    private readonly FrozenDictionary<uint, string> _names;
    private readonly string _kind;

    private RdpNumbers(string table, string kind)
    {
        _kind = kind;
        var names = new Dictionary<uint, string>();
        var resource = $"{typeof(RdpNumbers).Namespace}.{table}.csv";
        using var reader = new StreamReader(typeof(RdpNumbers).Assembly.GetManifestResourceStream(resource)!);
        reader.ReadLine(); // the columns' names
        while (reader.ReadLine()?.Split(',') is [var number, var name])
        {
            names.Add(uint.Parse(number, CultureInfo.InvariantCulture), name);
        }
        _names = names.ToFrozenDictionary();
    }

    public string this[uint number] => _names.GetValueOrDefault(number) ?? $"{_kind}-{number}";

    public static string SecurityProtocol(uint number) =>
        number switch
        {
            0 => "RDP",
            1 => "SSL",
            2 => "HYBRID",
            8 => "HYBRID_EX",
            _ => $"security_protocol-{number}",
        };

    public static string Failure(uint number) =>
        number switch
        {
            1 => "SSL_REQUIRED_BY_SERVER",
            2 => "SSL_NOT_ALLOWED_BY_SERVER",
            3 => "SSL_CERT_NOT_ON_SERVER",
            4 => "INCONSISTENT_FLAGS",
            5 => "HYBRID_REQUIRED_BY_SERVER",
            6 => "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
            _ => $"failure_code-{number}",
        };

    public static string Result(byte number) =>
        number switch
        {
            0 => "Success",
            1 => "User rejected",
            2 => "Resources not available",
            3 => "Rejected for symmetry breaking",
            4 => "Locked conference",
            _ => $"result-{number}",
        };

    public static string EncryptionMethod(uint number) =>
        number switch
        {
            0x00 => "None",
            0x01 => "40bit",
            0x02 => "128bit",
            0x08 => "56bit",
            0x10 => "FIPS",
            _ => $"encryption_method-{number}",
        };

    public static string EncryptionLevel(uint number) =>
        number switch
        {
            0 => "None",
            1 => "Low",
            2 => "Client compatible",
            3 => "High",
            4 => "FIPS",
            _ => $"encryption_level-{number}",
        };

    public static string ColorDepth(ushort number) =>
        number switch
        {
            4 => "4bit",
            8 => "8bit",
            15 => "15bit",
            16 => "16bit",
            24 => "24bit",
            _ => $"high_color_depth-{number}",
        };
}

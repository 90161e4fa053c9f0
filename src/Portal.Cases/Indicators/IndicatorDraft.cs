using Portal.Cases.Refusals;

namespace Portal.Cases.Indicators;

/// <summary>An indicator that a person adds by hand.</summary>
public sealed record IndicatorDraft(string Type, string Value, string Context)
{
    public const int MaxValue = 2000;
    public const int MaxContext = 1000;

    /// <summary>The types that the exports know.</summary>
    public static IReadOnlyList<string> Types { get; } =
    ["ipv4-addr", "ipv6-addr", "domain-name", "url", "file-sha256", "x509-sha256", "ja3", "ja3s", "ja4"];

    /// <summary>The same with a defanged value made whole again and letters as the type has them.</summary>
    /// <exception cref="RefusedException">The value does not fit the type.</exception>
    public IndicatorDraft Checked()
    {
        if (!Types.Contains(Type))
        {
            throw RefusedException.Invalid("type", $"'{Type}' is not one of {string.Join(", ", Types)}.");
        }
        var value = Value
            .Trim()
            .Replace("[.]", ".", StringComparison.Ordinal)
            .Replace("[:]", ":", StringComparison.Ordinal)
            .Replace("hxxp", "http", StringComparison.OrdinalIgnoreCase);
        value = Type is "url" or "ja4" ? value : value.ToLowerInvariant();
        if (value.Length > MaxValue || !Fits(Type, value))
        {
            throw RefusedException.Invalid("value", $"'{value}' is not a value of the type {Type}.");
        }
        if (Context.Length > MaxContext)
        {
            throw RefusedException.Invalid("context", $"A context has at most {MaxContext} characters.");
        }
        return new IndicatorDraft(Type, value, Context.Trim());
    }

    private static bool Fits(string type, string value) =>
        type switch
        {
            "ipv4-addr" => System.Net.IPAddress.TryParse(value, out var address)
                && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
                && value == address.ToString(),
            "ipv6-addr" => System.Net.IPAddress.TryParse(value, out var address)
                && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6,
            "domain-name" => Uri.CheckHostName(value) == UriHostNameType.Dns && value.Contains('.'),
            "url" => Uri.TryCreate(value, UriKind.Absolute, out _),
            "file-sha256" or "x509-sha256" => IsHex(value, 64),
            "ja3" or "ja3s" => IsHex(value, 32),
            _ => value.Length == 36 && value.Split('_') is [{ Length: 10 }, { Length: 12 }, { Length: 12 }],
        };

    private static bool IsHex(string value, int length) =>
        value.Length == length && value.All(char.IsAsciiHexDigitLower);
}

using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Sip;

/// <summary>Values of headers as text.</summary>
internal static class SipText
{
    /// <summary>A folded value becomes one line (RFC 3261 §7.3.1).</summary>
    public static string Of(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'\n'))
        {
            return ZeekText.Decode(value);
        }
        var plain = value.ToArray();
        plain.AsSpan().Replace((byte)'\r', (byte)' ');
        plain.AsSpan().Replace((byte)'\n', (byte)' ');
        return ZeekText.Decode(plain);
    }

    /// <summary>The value without the parameter of this name and what follows it: it says who it is in a dialog, not who he is.</summary>
    public static string Before(ReadOnlySpan<byte> value, ReadOnlySpan<byte> parameter)
    {
        for (var from = 0; from < value.Length; )
        {
            var at = value[from..].IndexOf((byte)';');
            if (at < 0)
            {
                break;
            }
            from += at + 1;
            var rest = value[from..];
            rest = rest is [(byte)' ', ..] ? rest[1..] : rest;
            if (rest.Length > parameter.Length && rest.StartsWith(parameter) && rest[parameter.Length] == (byte)'=')
            {
                return Of(value[..(from - 1)]);
            }
        }
        return Of(value);
    }
}

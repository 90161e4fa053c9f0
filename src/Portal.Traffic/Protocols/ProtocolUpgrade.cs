namespace Portal.Traffic.Protocols;

/// <summary>The protocol that the two sides agreed to go on with, and what their last messages said of it (RFC 9110 §7.8).</summary>
/// <param name="Protocol">As the header names it, in lower case: <c>websocket</c>, <c>h2c</c>.</param>
public sealed record ProtocolUpgrade(string Protocol)
{
    /// <summary>The frame of the request.</summary>
    public required FrameStamp Asked { get; init; }

    /// <summary>The frame of the response.</summary>
    public required FrameStamp Granted { get; init; }
    public string? Method { get; init; }
    public string? Host { get; init; }
    public string? Uri { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>Transactions of the flow so far, the one that asked included.</summary>
    public long Transactions { get; init; }

    /// <summary>Headers about the new protocol, with names in lower case; a repeated one has its values joined by commas.</summary>
    public IReadOnlyDictionary<string, string> RequestHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>As <see cref="RequestHeaders"/>, of the response.</summary>
    public IReadOnlyDictionary<string, string> ResponseHeaders { get; init; } = new Dictionary<string, string>();
}

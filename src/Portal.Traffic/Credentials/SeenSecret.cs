namespace Portal.Traffic.Credentials;

/// <summary>A secret as a parser met it. It lives for one call only: what is kept of it is a mask and a keyed hash.</summary>
public readonly ref struct SeenSecret
{
    /// <summary>As <c>conn.service</c> names it.</summary>
    public required string Protocol { get; init; }

    /// <summary>One of <see cref="SecretKinds"/>.</summary>
    public required string Kind { get; init; }

    public string? User { get; init; }

    /// <summary>What it is for: a realm, a domain, a service, the field of a form.</summary>
    public string? Context { get; init; }

    /// <summary>One of <see cref="HashModes"/>; null for what is in clear.</summary>
    public string? HashMode { get; init; }

    /// <summary>The secret itself, undone from any encoding, so that it is the same whatever carried it.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>The frame that carried the last of it.</summary>
    public required FrameStamp Frame { get; init; }
}

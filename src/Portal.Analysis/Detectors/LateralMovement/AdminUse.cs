namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>How a host used an administrative service of another.</summary>
public sealed record AdminUse
{
    public required string Source { get; init; }
    public required string Target { get; init; }
    public required AdminService Service { get; init; }
    public required int Port { get; init; }

    /// <summary>Connections that both sides used.</summary>
    public required long Connections { get; init; }

    /// <summary>Payload of the source over all connections.</summary>
    public required long Sent { get; init; }

    /// <summary>Payload of the target over all connections.</summary>
    public required long Received { get; init; }

    /// <summary>Of the longest connection.</summary>
    public required double Seconds { get; init; }

    /// <summary>Days of the calendar (UTC) on which it was used.</summary>
    public required long Days { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public required long FirstTime { get; init; }
    public required long LastTime { get; init; }

    /// <summary>The amount that tells misuse of the service: what was written to a share, what was read elsewhere.</summary>
    public long Amount => Service.Id == "smb" ? Sent : Received;
}

namespace Portal.Traffic.Flows;

/// <summary>The times at which a flow wants to be looked at; <see cref="Never"/> where it does not.</summary>
internal struct FlowTimer
{
    public const long Never = long.MaxValue;

    public FlowTimer()
    {
        Attempt = Never;
        Expire = Never;
        SecondExpire = Never;
        Inactivity = Never;
        Delete = Never;
    }

    /// <summary>An opening SYN was not answered.</summary>
    public long Attempt { get; set; }

    /// <summary>Periodic check of a connection that may be over.</summary>
    public long Expire { get; set; }

    /// <summary>A second such check, begun when one side closed.</summary>
    public long SecondExpire { get; set; }

    /// <summary>Nothing was heard for the inactivity timeout.</summary>
    public long Inactivity { get; set; }

    /// <summary>The connection closed; late packets have had their time.</summary>
    public long Delete { get; set; }

    public readonly long Next =>
        Math.Min(Math.Min(Math.Min(Attempt, Expire), Math.Min(SecondExpire, Inactivity)), Delete);

    /// <summary>The closing of a connection ends the checks of its opening and its life.</summary>
    public void CancelTcp()
    {
        Attempt = Never;
        Expire = Never;
        SecondExpire = Never;
    }

    public void AddExpire(long time)
    {
        if (Expire == Never)
        {
            Expire = time;
        }
        else
        {
            SecondExpire = time;
        }
    }
}

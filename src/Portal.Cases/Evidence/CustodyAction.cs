namespace Portal.Cases.Evidence;

/// <summary>What can happen to evidence.</summary>
public enum CustodyAction
{
    Received,
    Hashed,

    /// <summary>Bytes that were here already came in again, in this or under another name.</summary>
    ReceivedAgain,

    /// <summary>An import run read it.</summary>
    Read,
    Sliced,

    /// <summary>Given out as it is.</summary>
    Downloaded,

    /// <summary>Named in a bundle or report that left the portal.</summary>
    Exported,

    /// <summary>Hashed again, with the result.</summary>
    Verified,
}
